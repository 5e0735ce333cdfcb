import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/discovery/v1/types.go, `EndpointSlice` (1.36) */
export interface EndpointSlice extends KubeObject {
  readonly kind: "EndpointSlice";
  readonly addressType: "IPv4" | "IPv6" | "FQDN";
  readonly endpoints: readonly Endpoint[];
  readonly ports?: readonly EndpointPort[];
}

export interface Endpoint {
  readonly addresses: readonly string[];
  /** An absent `ready` counts as true, an absent `serving` as `ready`, an absent `terminating` as false. */
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly hostname?: string;
  readonly targetRef?: {
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly uid?: string;
  };
  readonly nodeName?: string;
  readonly zone?: string;
}

export interface EndpointPort {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** How many endpoints its controller puts into a slice. @see pkg/controller/endpointslice/config/v1alpha1/defaults.go (1.36) */
export const SLICE_MAX_ENDPOINTS = 100;

/** The label that names the Service a slice belongs to. */
export const SERVICE_NAME_LABEL = "kubernetes.io/service-name";

/** The label that names the controller which writes a slice. */
export const MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by";
export const SLICE_CONTROLLER = "endpointslice-controller.k8s.io";
export const MIRRORING_CONTROLLER = "endpointslicemirroring-controller.k8s.io";
