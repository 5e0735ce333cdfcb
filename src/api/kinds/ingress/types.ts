import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/networking/v1/types.go, `Ingress` (1.36) */
export interface Ingress extends KubeObject {
  readonly spec?: { readonly ingressClassName?: string };
  readonly status?: object;
}

/** How an Ingress named its class before there was a field for it. */
export const INGRESS_CLASS_ANNOTATION = "kubernetes.io/ingress.class";
