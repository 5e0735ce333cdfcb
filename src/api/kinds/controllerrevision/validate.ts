import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { ControllerRevision } from "./types.ts";

/** What is wrong with a new ControllerRevision, in upstream's order. */
export function validateControllerRevision(
  object: ControllerRevision,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a ControllerRevision. */
export function validateControllerRevisionUpdate(
  object: ControllerRevision,
  old: ControllerRevision,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}
