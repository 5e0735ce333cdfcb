import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { endpointsDefaults, type Endpoints } from "./defaults.ts";
import { endpointsWarnings, validateEndpoints, validateEndpointsUpdate } from "./validate.ts";

/** @see pkg/registry/core/endpoint/strategy.go (1.36) */
export const endpointsStrategy: KindStrategy<Endpoints> = {
  defaults: endpointsDefaults,
  prepareForCreate: (endpoints) => endpoints,
  prepareForUpdate: keptGeneration,
  validate: validateEndpoints,
  validateUpdate: validateEndpointsUpdate,
  warnings: endpointsWarnings,
};
