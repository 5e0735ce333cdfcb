import { filled, rewritten } from "../../defaulting.ts";
import { firstGeneration, updatedSpec } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validateIngressClass, validateIngressClassUpdate, type IngressClass } from "./validate.ts";

/** @see pkg/apis/networking/v1/defaults.go, `SetDefaults_IngressClass` (1.36) */
function defaults(ingressClass: IngressClass): IngressClass {
  return rewritten(ingressClass, "spec", (spec) =>
    rewritten(spec, "parameters", (parameters) => filled(parameters, { scope: "Cluster" })),
  );
}

/** @see pkg/registry/networking/ingressclass/strategy.go (1.36) */
export const ingressClassStrategy: KindStrategy<IngressClass> = {
  defaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: updatedSpec,
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
};
