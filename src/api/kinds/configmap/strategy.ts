import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validateConfigMap, validateConfigMapUpdate } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry (1.36) */
export const configMapStrategy: KindStrategy = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
};
