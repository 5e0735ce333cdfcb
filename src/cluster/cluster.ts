import type { KubeObject, ObjectKey } from "../api/object.ts";
import type { Answer } from "../api/status.ts";
import type { Instant } from "../base/instant.ts";
import type { View } from "./view.ts";
import type { World } from "./world.ts";

export type PropagationPolicy = "Background" | "Foreground" | "Orphan";

/** @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `DeleteOptions` (1.36) */
export interface DeleteOptions {
  /** Seconds; absent: the object's own. */
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: PropagationPolicy;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface WriteOptions {
  readonly dryRun?: boolean;
  /** What to do with unknown and duplicate fields. Strict refuses, Warn warns, Ignore drops. Default Ignore. */
  readonly fieldValidation?: "Strict" | "Warn" | "Ignore";
  readonly fieldManager?: string;
  readonly subresource?: "status" | "scale";
}

export type Patch =
  | { readonly type: "strategic" | "merge"; readonly body: unknown }
  | { readonly type: "json"; readonly body: unknown }
  /** Server-side apply. */
  | { readonly type: "apply"; readonly body: unknown; readonly force?: boolean };

/**
 * The API server in memory, for requests from outside. Bodies are untrusted JSON: they are decoded, defaulted, admitted,
 * validated, stamped (uid, resourceVersion, generation, time), kept and logged. Refusals are answers, never exceptions.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers (1.36)
 */
export interface Cluster {
  readonly now: Instant;
  readonly world: World;
  view(): View;
  create(body: unknown, namespace: string, options?: WriteOptions): Answer;
  update(key: ObjectKey, body: unknown, options?: WriteOptions): Answer;
  patch(key: ObjectKey, patch: Patch, options?: WriteOptions): Answer;
  /** Answers with the object as it was last, or as it is now while it terminates. */
  delete(key: ObjectKey, options?: DeleteOptions): Answer;
  /** The eviction subresource: a delete that disruption budgets may refuse. */
  evict(pod: ObjectKey, options?: DeleteOptions): Answer;
  get(key: ObjectKey): Answer;
}

/**
 * How a controller changes anything. Objects are trusted to have the right structure; defaults, admission and
 * validation still apply. Every call answers; none throws for a refusal.
 */
export interface Writer {
  create<T extends KubeObject>(object: T): Answer<T>;
  /** Refused with Conflict when `metadata.resourceVersion` is given and is not the stored one. */
  update<T extends KubeObject>(object: T): Answer<T>;
  updateStatus<T extends KubeObject>(object: T): Answer<T>;
  delete(key: ObjectKey, options?: DeleteOptions): Answer;
  /** Sets a pod's node and its PodScheduled condition. */
  bind(pod: ObjectKey, node: string): Answer;
  /** A read past the view: the object as it is now, as upstream's live GET. */
  live(key: ObjectKey): KubeObject | undefined;
  /** The next free address of the pod network. */
  allocatePodIp(): string;
  /** Records a Kubernetes Event; best effort, as upstream. */
  event(about: KubeObject, type: "Normal" | "Warning", reason: string, message: string): void;
}
