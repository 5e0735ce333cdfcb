import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { secretDefaults, type Secret } from "./defaults.ts";
import { secretWarnings, validateSecret, validateSecretUpdate } from "./validate.ts";

/** @see pkg/registry/core/secret/strategy.go (1.36) */
export const secretStrategy: KindStrategy<Secret> = {
  defaults: secretDefaults,
  prepareForCreate: (secret) => secret,
  prepareForUpdate: keptGeneration,
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  warnings: secretWarnings,
};
