import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `Namespace` (1.36) */
export interface Namespace extends KubeObject {
  readonly kind: "Namespace";
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: {
    readonly phase?: "Active" | "Terminating";
    readonly conditions?: readonly NamespaceCondition[];
  };
}

export interface NamespaceCondition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}
