import { filled, replaced, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

interface ScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
  readonly tolerance?: string;
}

/** @see staging/src/k8s.io/api/autoscaling/v2/types.go, `HorizontalPodAutoscaler` (1.36) */
export interface HorizontalPodAutoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
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

const CPU = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
};

/** @see pkg/apis/autoscaling/v2/defaults.go, `SetDefaults_HorizontalPodAutoscaler` (1.36) */
export function horizontalPodAutoscalerDefaults(scaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec = rewritten(filled(scaler.spec, { minReplicas: 1, metrics: [CPU] }), "behavior", (behavior) => {
    const up = replaced(behavior, "scaleUp", filled(behavior.scaleUp ?? {}, UP));
    return replaced(up, "scaleDown", filled(up.scaleDown ?? {}, DOWN));
  });
  return replaced(scaler, "spec", spec);
}
