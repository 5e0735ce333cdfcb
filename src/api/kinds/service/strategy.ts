import { replaced, without } from "../../defaulting.ts";
import { keptGeneration, keptStatus, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { withAllocated, withClusterIps, withoutTypeDependent } from "./carry-over.ts";
import { serviceDefaults } from "./defaults.ts";
import { withIpFamilies } from "./ip-families.ts";
import type { Service, ServiceSpec } from "./types.ts";
import { TRAFFIC_POLICIES } from "./validate-traffic.ts";
import { validateService, validateServiceUpdate } from "./validate.ts";
import { serviceWarnings } from "./warnings.ts";

/**
 * Every reading of an external name hides its policy for traffic inside; one that does not exist stays, to be refused.
 * @see pkg/registry/core/service/storage/storage.go, `defaultOnReadInternalTrafficPolicy` (1.36)
 */
function withoutHiddenPolicy(spec: ServiceSpec): ServiceSpec {
  const isHidden = spec.type === "ExternalName" && TRAFFIC_POLICIES.includes(spec.internalTrafficPolicy ?? "");
  return isHidden ? without(spec, "internalTrafficPolicy") : spec;
}

function prepareForCreate(service: Service): Service {
  const spec = withIpFamilies(withClusterIps(withoutHiddenPolicy(service.spec), undefined), undefined);
  return withStatus(replaced(service, "spec", spec), { loadBalancer: {} });
}

function prepareForUpdate(service: Service, old: Service): Service {
  const allocated = withClusterIps(withAllocated(service.spec, old.spec), old.spec);
  const spec = withIpFamilies(withoutHiddenPolicy(withoutTypeDependent(allocated, old.spec)), old.spec);
  const kept = keptGeneration(keptStatus(replaced(service, "spec", spec), old), old);
  return spec.type === "LoadBalancer" || old.spec.type !== "LoadBalancer"
    ? kept
    : withStatus(kept, { loadBalancer: {} });
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
