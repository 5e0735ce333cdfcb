import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Pod } from "./types.ts";

/** What is wrong with a new Pod, in upstream's order. */
export function validatePod(object: Pod, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a Pod. */
export function validatePodUpdate(object: Pod, old: Pod, _context: StrategyContext): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function podWarnings(_object: Pod, _old: Pod | undefined, _context: StrategyContext): readonly string[] {
  return [];
}
