import type { FieldError } from "../../field-error.ts";
import type { KubeObject } from "../../object.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

/** What is wrong with a new Endpoints, in upstream's order. */
export function validateEndpoints(object: KubeObject, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a Endpoints. */
export function validateEndpointsUpdate(
  object: KubeObject,
  old: KubeObject,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function endpointsWarnings(
  _object: KubeObject,
  _old: KubeObject | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
