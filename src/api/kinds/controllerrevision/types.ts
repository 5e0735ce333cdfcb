import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/apps/v1/types.go, `ControllerRevision` (1.36) */
export interface ControllerRevision extends KubeObject {
  readonly kind: "ControllerRevision";
  /** A strategic-merge patch that holds the whole template. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly revision: number;
}
