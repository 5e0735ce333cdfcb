import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { StatefulSet } from "./types.ts";

/** What is wrong with a new StatefulSet, in upstream's order. */
export function validateStatefulSet(object: StatefulSet, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "label" });
}

/** What is wrong with a change to a StatefulSet. */
export function validateStatefulSetUpdate(
  object: StatefulSet,
  old: StatefulSet,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function statefulSetWarnings(
  _object: StatefulSet,
  _old: StatefulSet | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
