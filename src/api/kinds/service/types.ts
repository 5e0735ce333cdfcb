import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `Service` (1.36) */
export interface Service extends KubeObject {
  readonly kind: "Service";
  readonly spec: ServiceSpec;
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

export interface ServiceSpec {
  readonly ports?: readonly ServicePort[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly type?: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  readonly externalIPs?: readonly string[];
  readonly sessionAffinity?: string;
  readonly externalName?: string;
  readonly externalTrafficPolicy?: string;
  readonly internalTrafficPolicy?: string;
  readonly publishNotReadyAddresses?: boolean;
  readonly ipFamilies?: readonly ("IPv4" | "IPv6")[];
  readonly ipFamilyPolicy?: string;
  readonly healthCheckNodePort?: number;
  readonly loadBalancerIP?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly loadBalancerClass?: string;
  readonly allocateLoadBalancerNodePorts?: boolean;
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } };
  readonly trafficDistribution?: string;
}

export interface ServicePort {
  readonly name?: string;
  readonly protocol?: "TCP" | "UDP" | "SCTP";
  readonly appProtocol?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
}

/** Whether the Service has no cluster IP, so that DNS answers with its pods. */
export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === "None";
}

/** Whether a controller lists the Service's pods in slices. An empty selector counts as none. */
export function selectsPods({ spec }: Service): boolean {
  return spec.type !== "ExternalName" && Object.keys(spec.selector ?? {}).length > 0;
}
