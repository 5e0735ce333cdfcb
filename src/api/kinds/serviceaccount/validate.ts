import type { FieldError } from "../../field-error.ts";
import { nameIsSubdomain } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";

const RULES: MetadataRules = { namespaced: true, name: nameIsSubdomain };

/** What is wrong with a new ServiceAccount: nothing but its metadata can be. */
export function validateServiceAccount(object: KubeObject, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, RULES);
}

export function validateServiceAccountUpdate(
  object: KubeObject,
  old: KubeObject,
  _context: StrategyContext,
): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateMetadata(object.metadata, RULES)];
}
