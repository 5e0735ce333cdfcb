import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Deployment } from "./types.ts";

/** What is wrong with a new Deployment, in upstream's order. */
export function validateDeployment(object: Deployment, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a Deployment. */
export function validateDeploymentUpdate(
  object: Deployment,
  old: Deployment,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function deploymentWarnings(
  _object: Deployment,
  _old: Deployment | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
