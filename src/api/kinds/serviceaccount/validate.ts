import type { FieldError } from "../../field-error.ts";
import type { KubeObject } from "../../object.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

/** What is wrong with a new ServiceAccount, in upstream's order. */
export function validateServiceAccount(object: KubeObject, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a ServiceAccount. */
export function validateServiceAccountUpdate(
  object: KubeObject,
  old: KubeObject,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function serviceAccountWarnings(
  _object: KubeObject,
  _old: KubeObject | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
