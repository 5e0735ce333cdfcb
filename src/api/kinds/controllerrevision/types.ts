import type { KubeObject } from "../../object.ts";

/** The label of pods that names the revision they were made from, or, of a DaemonSet's pods and revisions, its hash. */
export const REVISION_LABEL = "controller-revision-hash";

/** @see staging/src/k8s.io/api/apps/v1/types.go, `ControllerRevision` (1.36) */
export interface ControllerRevision extends KubeObject {
  readonly kind: "ControllerRevision";
  /** A strategic-merge patch that holds the whole template. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/**
 * What the revision label says; "" where it is gone.
 * @see pkg/controller/statefulset/stateful_set_utils.go, `getPodRevision` (1.36)
 */
export function revisionOf({ metadata }: KubeObject): string {
  return metadata.labels?.[REVISION_LABEL] ?? "";
}
