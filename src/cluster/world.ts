import { FEATURE_GATES, type FeatureGates } from "../api/feature-gates.ts";
import type { Instant } from "../base/instant.ts";

/** The kinds of fault that `sim fail` can put in force. */
export type FaultKind =
  | "not-ready"
  | "crash-loop"
  | "image-pull"
  | "unschedulable"
  | "stuck-terminating"
  | "failed"
  | "succeeded"
  | "down"
  | "unbound";

/**
 * A fault in force. `target` is `pod/NAME`, `pod/PREFIX*`, `image/REF`, `node/NAME`, `pvc/NAME` or `storageclass/NAME`;
 * in rehearsals also `revision/NAME`, for the pods that bear it: the name of a StatefulSet's ControllerRevision, the hash of
 * a Deployment's ReplicaSet or a DaemonSet's revision.
 */
export interface Fault {
  readonly target: string;
  /** The namespace of the pod, claim or revision; "" for the others. */
  readonly namespace: string;
  readonly as: FaultKind;
  /** It concerns only pods made at this instant or later. */
  readonly since?: Instant;
  /** It concerns only the pod of this uid, and ends with it. */
  readonly uid?: string;
}

/** What `sim set` can change. Durations in milliseconds. */
export interface Settings {
  readonly nodes: number;
  /** From the moment the image is there to the moment the container runs. */
  readonly startAfterMs: number;
  /** From the moment deletion is asked for to the moment the pod is gone, at most its grace period. */
  readonly stopAfterMs: number;
  readonly pullTimeMs: number;
  /** Names of the classes that exist, the default one first if there is one; undefined: `standard` and, until one is made, whatever is named. */
  readonly storageClasses?: readonly string[];
  readonly defaultClass?: string;
  readonly featureGates: FeatureGates;
  readonly seed: number;
}

export const DEFAULT_SETTINGS: Settings = {
  nodes: 3,
  startAfterMs: 1000,
  stopAfterMs: 1000,
  pullTimeMs: 2000,
  defaultClass: "standard",
  featureGates: FEATURE_GATES,
  seed: 1,
};

/** Everything around the objects that controllers may depend on. */
export interface World {
  readonly settings: Settings;
  /** In order of their coming into force. */
  readonly faults: readonly Fault[];
}
