import { filled } from "../../defaulting.ts";
import { firstGeneration, keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validatePriorityClass, validatePriorityClassUpdate, type PriorityClass } from "./validate.ts";

/** @see pkg/registry/scheduling/priorityclass/strategy.go; pkg/apis/scheduling/v1/defaults.go (1.36) */
export const priorityClassStrategy: KindStrategy<PriorityClass> = {
  defaults: (priorityClass) => filled(priorityClass, { preemptionPolicy: "PreemptLowerPriority" }),
  prepareForCreate: firstGeneration,
  prepareForUpdate: keptGeneration,
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
};
