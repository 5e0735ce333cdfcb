import { sameJson } from "../../../base/json.ts";
import { withAllowedTemplate } from "../pod/template-strategy.ts";
import { firstGeneration, keptStatus, nextGeneration, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { workloadValidation } from "../../validation/workload.ts";
import { workloadWarnings } from "../pod/warnings.ts";
import { deploymentDefaults } from "./defaults.ts";
import type { Deployment } from "./types.ts";
import { validateDeploymentSpec } from "./validate.ts";

/** Annotations count as a change, unlike those of other kinds. */
function prepareForUpdate(deployment: Deployment, old: Deployment): Deployment {
  const allowed = keptStatus(withAllowedTemplate(deployment), old);
  const sameAnnotations = sameJson(allowed.metadata.annotations ?? {}, old.metadata.annotations ?? {});
  return nextGeneration(allowed, old, !sameAnnotations || !sameJson(allowed.spec, old.spec));
}

/** @see pkg/registry/apps/deployment/strategy.go (1.36) */
export const deploymentStrategy: KindStrategy<Deployment> = {
  defaults: deploymentDefaults,
  prepareForCreate: (deployment) => firstGeneration(withStatus(withAllowedTemplate(deployment), {})),
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  ...workloadValidation(validateDeploymentSpec),
  warnings: workloadWarnings,
};
