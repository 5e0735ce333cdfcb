import { firstGeneration, updatedSpec, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { PodDisruptionBudget } from "./types.ts";
import { validatePodDisruptionBudget, validatePodDisruptionBudgetUpdate } from "./validate.ts";

const NEW_STATUS: NonNullable<PodDisruptionBudget["status"]> = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
};

/** Nothing has a default. @see pkg/registry/policy/poddisruptionbudget/strategy.go (1.36) */
export const podDisruptionBudgetStrategy: KindStrategy<PodDisruptionBudget> = {
  defaults: (budget) => budget,
  prepareForCreate: (budget) => firstGeneration(withStatus(budget, NEW_STATUS)),
  prepareForUpdate: updatedSpec,
  prepareForStatusUpdate: updatedStatus,
  validate: validatePodDisruptionBudget,
  validateUpdate: validatePodDisruptionBudgetUpdate,
};
