import type { ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { View } from "../cluster/view.ts";
import type { World } from "../cluster/world.ts";

/** Why a workload is not as its spec asks, or `none`. */
export type DiagnosisReason =
  | "none"
  /** A step is due: pods are being made, replaced, or removed. */
  | "reconciling"
  | "pod-starting"
  | "pod-not-ready"
  | "crash-loop"
  | "image-pull"
  | "container-config"
  | "unschedulable"
  | "node-down"
  | "claim-class-missing"
  | "claim-no-default-class"
  | "claim-needs-volume"
  | "claim-pending"
  | "claim-missing"
  | "claim-terminating"
  | "claim-lost"
  /** A claim still names a former pod as its owner, or named one when the controller looked last. */
  | "stale-claim"
  /** A pod does not mount a claim of the set's templates, and its volumes do not change. */
  | "pod-without-claim"
  | "pod-name-taken"
  | "create-refused"
  | "pod-terminating"
  | "stuck-terminating"
  | "two-unhealthy-condemned"
  /** An unready pod of another revision that OrderedReady does not replace. */
  | "rollout-blocked"
  | "partition"
  | "on-delete"
  | "min-ready"
  | "max-unavailable"
  | "paused"
  | "deadline-exceeded"
  | "deleting";

export type Verdict = "settled" | "progressing" | "stuck" | "waiting-for-user";

/** How a workload stands, why, and what would move it. */
export interface Diagnosis {
  readonly object: ObjectKey;
  readonly verdict: Verdict;
  readonly reason: DiagnosisReason;
  /** One sentence without a full stop. */
  readonly sentence: string;
  /** What people try first and what does not help; a sentence with its full stop. */
  readonly butNot?: string;
  /** The objects the reason is about. */
  readonly because: readonly ObjectKey[];
  /** Commands that together free it, in order. */
  readonly frees: readonly string[];
  /** Commands that end the simulated fault behind it instead. */
  readonly recovers: readonly string[];
  readonly serving: { readonly ready: number; readonly desired: number };
  readonly revisions: { readonly current: string; readonly update: string; readonly updated: number };
}

export interface DiagnosisContext {
  readonly view: View;
  readonly now: Instant;
  readonly world: World;
  /** Whether nothing more happens by itself; then what is unfinished is stuck. */
  readonly settled: boolean;
}
