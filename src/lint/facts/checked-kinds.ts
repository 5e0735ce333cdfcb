import type { KindTypes } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";

/** @see staging/src/k8s.io/api/autoscaling/v2/types.go, `HorizontalPodAutoscaler` (1.36), as far as rules read it */
export interface HorizontalPodAutoscaler extends KubeObject {
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
  };
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `IngressBackend` (1.36) */
export interface IngressBackend {
  readonly service?: {
    readonly name: string;
    readonly port?: { readonly name?: string; readonly number?: number };
  };
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `Ingress` (1.36), as far as rules read it */
export interface Ingress extends KubeObject {
  readonly spec?: {
    readonly defaultBackend?: IngressBackend;
    readonly rules?: readonly {
      readonly http?: { readonly paths?: readonly { readonly backend: IngressBackend }[] };
    }[];
  };
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `NetworkPolicyPeer` (1.36) */
export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string };
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `NetworkPolicyPort` (1.36) */
export interface PolicyPort {
  readonly protocol?: string;
  readonly port?: string | number;
  readonly endPort?: number;
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `NetworkPolicyEgressRule` (1.36) */
export interface EgressRule {
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `NetworkPolicy` (1.36), as far as rules read it */
export interface NetworkPolicy extends KubeObject {
  readonly spec: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly EgressRule[];
  };
}

interface RoleBindingSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** @see staging/src/k8s.io/api/rbac/v1/types.go, `RoleBinding` (1.36); a `ClusterRoleBinding` is the same */
export interface RoleBinding extends KubeObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly RoleBindingSubject[];
}

export type Amounts = Readonly<Record<string, string | number>>;

/** @see staging/src/k8s.io/api/core/v1/types.go, `ResourceQuota` (1.36) */
export interface ResourceQuota extends KubeObject {
  readonly spec?: { readonly hard?: Amounts; readonly scopes?: readonly string[]; readonly scopeSelector?: unknown };
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `LimitRangeItem` (1.36) */
export interface LimitRangeItem {
  readonly type: string;
  readonly min?: Amounts;
  readonly max?: Amounts;
  readonly default?: Amounts;
  readonly defaultRequest?: Amounts;
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `LimitRange` (1.36) */
export interface LimitRange extends KubeObject {
  readonly spec?: { readonly limits?: readonly LimitRangeItem[] };
}

/** Kinds that nothing simulates and rules look at, by their keys. */
interface OtherKinds {
  "HorizontalPodAutoscaler.autoscaling": HorizontalPodAutoscaler;
  "Ingress.networking.k8s.io": Ingress;
  "NetworkPolicy.networking.k8s.io": NetworkPolicy;
  "Job.batch": KubeObject;
  "CronJob.batch": KubeObject;
  "PriorityClass.scheduling.k8s.io": KubeObject;
  "RuntimeClass.node.k8s.io": KubeObject;
  "Role.rbac.authorization.k8s.io": KubeObject;
  "ClusterRole.rbac.authorization.k8s.io": KubeObject;
  "RoleBinding.rbac.authorization.k8s.io": RoleBinding;
  "ClusterRoleBinding.rbac.authorization.k8s.io": RoleBinding;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
}

export const OTHER_KINDS: ReadonlySet<string> = new Set<keyof OtherKinds>([
  "HorizontalPodAutoscaler.autoscaling",
  "Ingress.networking.k8s.io",
  "NetworkPolicy.networking.k8s.io",
  "Job.batch",
  "CronJob.batch",
  "PriorityClass.scheduling.k8s.io",
  "RuntimeClass.node.k8s.io",
  "Role.rbac.authorization.k8s.io",
  "ClusterRole.rbac.authorization.k8s.io",
  "RoleBinding.rbac.authorization.k8s.io",
  "ClusterRoleBinding.rbac.authorization.k8s.io",
  "ResourceQuota",
  "LimitRange",
]);

/** The kinds that rules look at, by their keys. */
export interface CheckedKinds extends KindTypes, OtherKinds {}

export type CheckedKind = keyof CheckedKinds;
