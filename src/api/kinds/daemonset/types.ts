import type { KubeObject } from "../../object.ts";
import type { LabelSelector } from "../../selector.ts";
import type { PodTemplateSpec } from "../pod/types.ts";

/** @see staging/src/k8s.io/api/apps/v1/types.go, `DaemonSet` (1.36) */
export interface DaemonSet extends KubeObject {
  readonly kind: "DaemonSet";
  readonly spec: {
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
    readonly updateStrategy?: {
      readonly type?: "RollingUpdate" | "OnDelete";
      readonly rollingUpdate?: { readonly maxUnavailable?: number | string; readonly maxSurge?: number | string };
    };
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
  };
  readonly status?: {
    readonly currentNumberScheduled: number;
    readonly numberMisscheduled: number;
    readonly desiredNumberScheduled: number;
    readonly numberReady: number;
    readonly observedGeneration?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly numberUnavailable?: number;
    readonly collisionCount?: number;
  };
}

/** Where the generation of the template lives since the field is gone. @see staging/src/k8s.io/api/apps/v1/types.go (1.36) */
export const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";
