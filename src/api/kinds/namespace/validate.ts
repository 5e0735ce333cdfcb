import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Namespace } from "./types.ts";

/** What is wrong with a new Namespace, in upstream's order. */
export function validateNamespace(object: Namespace, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: false, name: "label" });
}

/** What is wrong with a change to a Namespace. */
export function validateNamespaceUpdate(
  object: Namespace,
  old: Namespace,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}
