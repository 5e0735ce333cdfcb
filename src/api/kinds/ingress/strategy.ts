import type { KubeObject } from "../../object.ts";
import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { ingressWarnings, validateIngress, validateIngressUpdate } from "./validate.ts";

/** @see staging/src/k8s.io/api/networking/v1/types.go, `Ingress` (1.36) */
interface Ingress extends KubeObject {
  readonly spec?: object;
  readonly status?: object;
}

/** Nothing has a default. @see pkg/registry/networking/ingress/strategy.go (1.36) */
export const ingressStrategy: KindStrategy<Ingress> = {
  defaults: (ingress) => ingress,
  prepareForCreate: (ingress) => firstGeneration(withStatus(ingress, { loadBalancer: {} })),
  prepareForUpdate: updatedSpec,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  warnings: ingressWarnings,
};
