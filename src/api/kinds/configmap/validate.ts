import type { FieldError } from "../../field-error.ts";
import type { KubeObject } from "../../object.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

/** What is wrong with a new ConfigMap, in upstream's order. */
export function validateConfigMap(object: KubeObject, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a ConfigMap. */
export function validateConfigMapUpdate(
  object: KubeObject,
  old: KubeObject,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}
