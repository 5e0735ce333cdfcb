import { keptGeneration, keptStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { horizontalPodAutoscalerDefaults, type HorizontalPodAutoscaler } from "./defaults.ts";
import { validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerUpdate } from "./validate.ts";

type WithStatus = HorizontalPodAutoscaler & { readonly status?: unknown };

/** @see pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go (1.36) */
export const horizontalPodAutoscalerStrategy: KindStrategy<WithStatus> = {
  defaults: horizontalPodAutoscalerDefaults,
  prepareForCreate: (scaler) => withStatus(scaler, { desiredReplicas: 0, currentMetrics: null }),
  prepareForUpdate: (scaler, old) => keptGeneration(keptStatus(scaler, old), old),
  validate: validateHorizontalPodAutoscaler,
  validateUpdate: validateHorizontalPodAutoscalerUpdate,
};
