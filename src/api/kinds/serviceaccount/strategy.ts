import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { serviceAccountWarnings, validateServiceAccount, validateServiceAccountUpdate } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry (1.36) */
export const serviceAccountStrategy: KindStrategy = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: validateServiceAccount,
  validateUpdate: validateServiceAccountUpdate,
  warnings: serviceAccountWarnings,
};
