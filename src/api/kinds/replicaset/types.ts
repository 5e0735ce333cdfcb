import type { KubeObject } from "../../object.ts";
import type { LabelSelector } from "../../selector.ts";
import type { WorkloadCondition } from "../deployment/types.ts";
import type { PodTemplateSpec } from "../pod/types.ts";

/** @see staging/src/k8s.io/api/apps/v1/types.go, `ReplicaSet` (1.36) */
export interface ReplicaSet extends KubeObject {
  readonly kind: "ReplicaSet";
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector: LabelSelector;
    readonly template?: PodTemplateSpec;
  };
  readonly status?: {
    readonly replicas: number;
    readonly fullyLabeledReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly terminatingReplicas?: number;
    readonly observedGeneration?: number;
    readonly conditions?: readonly WorkloadCondition[];
  };
}
