import { firstGeneration, updatedSpec } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { networkPolicyDefaults, type NetworkPolicy } from "./defaults.ts";
import { networkPolicyWarnings, validateNetworkPolicy, validateNetworkPolicyUpdate } from "./validate.ts";

/** It has no status. @see pkg/registry/networking/networkpolicy/strategy.go (1.36) */
export const networkPolicyStrategy: KindStrategy<NetworkPolicy> = {
  defaults: networkPolicyDefaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: updatedSpec,
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicyUpdate,
  warnings: networkPolicyWarnings,
};
