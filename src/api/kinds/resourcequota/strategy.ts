import { keptGeneration, keptStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { ResourceQuota } from "./types.ts";
import { validateResourceQuota, validateResourceQuotaUpdate } from "./validate.ts";

/** Nothing has a default. @see pkg/registry/core/resourcequota/strategy.go (1.36) */
export const resourceQuotaStrategy: KindStrategy<ResourceQuota> = {
  defaults: (quota) => quota,
  prepareForCreate: (quota) => withStatus(quota, {}),
  prepareForUpdate: (quota, old) => keptGeneration(keptStatus(quota, old), old),
  validate: validateResourceQuota,
  validateUpdate: validateResourceQuotaUpdate,
};
