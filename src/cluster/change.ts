import type { KubeObject, ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";

/** One effective write. A write that changes nothing is answered and leaves no change. */
export interface Change {
  /** Counts the cluster's changes from 1; never reused. */
  readonly seq: number;
  readonly at: Instant;
  /** Who wrote: a controller's name, or `user`. */
  readonly actor: string;
  readonly key: ObjectKey;
  /** Absent when the object was created. */
  readonly before?: KubeObject;
  /** Absent when the object is gone. */
  readonly after?: KubeObject;
}
