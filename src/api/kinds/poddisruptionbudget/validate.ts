import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { PodDisruptionBudget } from "./types.ts";

/** What is wrong with a new PodDisruptionBudget, in upstream's order. */
export function validatePodDisruptionBudget(
  object: PodDisruptionBudget,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a PodDisruptionBudget. */
export function validatePodDisruptionBudgetUpdate(
  object: PodDisruptionBudget,
  old: PodDisruptionBudget,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function podDisruptionBudgetWarnings(
  _object: PodDisruptionBudget,
  _old: PodDisruptionBudget | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
