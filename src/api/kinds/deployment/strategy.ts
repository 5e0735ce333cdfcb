import { sameJson } from "../../../base/json.ts";
import { replaced, rewritten } from "../../defaulting.ts";
import { firstGeneration, keptStatus, nextGeneration, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { allowedTemplate } from "../pod/template-strategy.ts";
import { deploymentDefaults } from "./defaults.ts";
import type { Deployment } from "./types.ts";
import { deploymentWarnings, validateDeployment, validateDeploymentUpdate } from "./validate.ts";

function withoutDisabled(deployment: Deployment): Deployment {
  return replaced(deployment, "spec", rewritten(deployment.spec, "template", allowedTemplate));
}

/** Annotations count as a change, unlike those of other kinds. */
function prepareForUpdate(deployment: Deployment, old: Deployment): Deployment {
  const allowed = keptStatus(withoutDisabled(deployment), old);
  const sameAnnotations = sameJson(allowed.metadata.annotations ?? {}, old.metadata.annotations ?? {});
  return nextGeneration(allowed, old, !sameAnnotations || !sameJson(allowed.spec, old.spec));
}

/** @see pkg/registry/apps/deployment/strategy.go (1.36) */
export const deploymentStrategy: KindStrategy<Deployment> = {
  defaults: deploymentDefaults,
  prepareForCreate: (deployment) => firstGeneration(withStatus(withoutDisabled(deployment), {})),
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  warnings: deploymentWarnings,
};
