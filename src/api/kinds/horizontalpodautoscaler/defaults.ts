import { filled, replaced, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

interface ScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
  readonly tolerance?: string;
}

/** @see staging/src/k8s.io/api/autoscaling/{v1,v2}/types.go, `HorizontalPodAutoscaler` (1.36) */
export interface HorizontalPodAutoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    /** Of v1, which knows no other metric. */
    readonly targetCPUUtilizationPercentage?: number;
    readonly metrics?: readonly Readonly<Record<string, unknown>>[];
    readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules };
  };
}

const EVERY = 15;

const UP: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: EVERY },
    { type: "Percent", value: 100, periodSeconds: EVERY },
  ],
};

const DOWN: ScalingRules = {
  selectPolicy: "Max",
  policies: [{ type: "Percent", value: 100, periodSeconds: EVERY }],
};

const CPU_PERCENTAGE = 80;

/** The use of CPU as a metric of v2. */
export function cpuMetric(averageUtilization: number): Readonly<Record<string, unknown>> {
  return { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } };
}

const CPU = cpuMetric(CPU_PERCENTAGE);

export function isOldAutoscaler({ apiVersion }: KubeObject): boolean {
  return apiVersion === "autoscaling/v1";
}

/**
 * @see pkg/apis/autoscaling/v2/defaults.go, `SetDefaults_HorizontalPodAutoscaler`, and pkg/apis/autoscaling/v1/conversion.go,
 *   `Convert_v1_HorizontalPodAutoscaler_To_autoscaling_HorizontalPodAutoscaler` (1.36)
 */
export function horizontalPodAutoscalerDefaults(scaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  if (isOldAutoscaler(scaler)) {
    const defaults = { minReplicas: 1, targetCPUUtilizationPercentage: CPU_PERCENTAGE };
    return replaced(scaler, "spec", filled(scaler.spec, defaults));
  }
  const spec = rewritten(filled(scaler.spec, { minReplicas: 1, metrics: [CPU] }), "behavior", (behavior) => {
    const up = replaced(behavior, "scaleUp", filled(behavior.scaleUp ?? {}, UP));
    return replaced(up, "scaleDown", filled(up.scaleDown ?? {}, DOWN));
  });
  return replaced(scaler, "spec", spec);
}
