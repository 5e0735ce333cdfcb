import { rewritten, without } from "../../defaulting.ts";
import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validateLease, validateLeaseUpdate, type Lease } from "./validate.ts";

/** Leases that are held by a strategy are the matter of gate CoordinatedLeaderElection, which is off. */
function allowed(lease: Lease): Lease {
  return rewritten(lease, "spec", (spec) => without(without(spec, "strategy"), "preferredHolder"));
}

/** Nothing has a default. @see pkg/registry/coordination/lease/strategy.go (1.36) */
export const leaseStrategy: KindStrategy<Lease> = {
  defaults: (lease) => lease,
  prepareForCreate: allowed,
  prepareForUpdate: (lease, old) => keptGeneration(allowed(lease), old),
  validate: validateLease,
  validateUpdate: validateLeaseUpdate,
};
