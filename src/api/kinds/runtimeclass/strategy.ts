import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validateRuntimeClass, validateRuntimeClassUpdate, type RuntimeClass } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry/node/runtimeclass/strategy.go (1.36) */
export const runtimeClassStrategy: KindStrategy<RuntimeClass> = {
  defaults: (runtimeClass) => runtimeClass,
  prepareForCreate: (runtimeClass) => runtimeClass,
  prepareForUpdate: keptGeneration,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
};
