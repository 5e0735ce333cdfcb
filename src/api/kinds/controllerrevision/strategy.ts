import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { ControllerRevision } from "./types.ts";
import { validateControllerRevision, validateControllerRevisionUpdate } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry (1.36) */
export const controllerRevisionStrategy: KindStrategy<ControllerRevision> = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: validateControllerRevision,
  validateUpdate: validateControllerRevisionUpdate,
};
