import { replaced } from "../../defaulting.ts";
import { keptGeneration, keptStatus, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { withAllocated, withClusterIps, withoutTypeDependent } from "./carry-over.ts";
import { serviceDefaults } from "./defaults.ts";
import { withIpFamilies } from "./ip-families.ts";
import type { Service } from "./types.ts";
import { serviceWarnings, validateService, validateServiceUpdate } from "./validate.ts";

function prepareForCreate(service: Service): Service {
  const spec = withIpFamilies(withClusterIps(service.spec, undefined), undefined);
  return withStatus(replaced(service, "spec", spec), { loadBalancer: {} });
}

function prepareForUpdate(service: Service, old: Service): Service {
  const allocated = withClusterIps(withAllocated(service.spec, old.spec), old.spec);
  const spec = withIpFamilies(withoutTypeDependent(allocated, old.spec), old.spec);
  return keptGeneration(keptStatus(replaced(service, "spec", spec), old), old);
}

/** Addresses and node ports are allocated afterwards, by the cluster. @see pkg/registry/core/service/strategy.go (1.36) */
export const serviceStrategy: KindStrategy<Service> = {
  defaults: serviceDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
};
