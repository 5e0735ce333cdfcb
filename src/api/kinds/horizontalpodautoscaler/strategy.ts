import { keptGeneration, keptStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { horizontalPodAutoscalerDefaults, isOldAutoscaler, type HorizontalPodAutoscaler } from "./defaults.ts";
import { validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerUpdate } from "./validate.ts";

const NEW_STATUS = { desiredReplicas: 0, currentMetrics: null };
const OLD_STATUS = { currentReplicas: 0, desiredReplicas: 0 };

type WithStatus = HorizontalPodAutoscaler & { readonly status?: unknown };

/** @see pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go (1.36) */
export const horizontalPodAutoscalerStrategy: KindStrategy<WithStatus> = {
  defaults: horizontalPodAutoscalerDefaults,
  prepareForCreate: (scaler) => withStatus(scaler, isOldAutoscaler(scaler) ? OLD_STATUS : NEW_STATUS),
  prepareForUpdate: (scaler, old) => keptGeneration(keptStatus(scaler, old), old),
  validate: validateHorizontalPodAutoscaler,
  validateUpdate: validateHorizontalPodAutoscalerUpdate,
};
