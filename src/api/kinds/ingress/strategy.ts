import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { Ingress } from "./types.ts";
import { ingressWarnings, validateIngress, validateIngressUpdate } from "./validate.ts";

/** Nothing has a default. @see pkg/registry/networking/ingress/strategy.go (1.36) */
export const ingressStrategy: KindStrategy<Ingress> = {
  defaults: (ingress) => ingress,
  prepareForCreate: (ingress) => firstGeneration(withStatus(ingress, { loadBalancer: {} })),
  prepareForUpdate: updatedSpec,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  warnings: ingressWarnings,
};
