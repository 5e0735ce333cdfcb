import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { limitRangeDefaults, type LimitRange } from "./defaults.ts";
import { validateLimitRange, validateLimitRangeUpdate } from "./validate.ts";

/** @see pkg/registry/core/limitrange/strategy.go (1.36) */
export const limitRangeStrategy: KindStrategy<LimitRange> = {
  defaults: limitRangeDefaults,
  prepareForCreate: (range) => range,
  prepareForUpdate: keptGeneration,
  validate: validateLimitRange,
  validateUpdate: validateLimitRangeUpdate,
};
