import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Service } from "./types.ts";

/** What is wrong with a new Service, in upstream's order. */
export function validateService(object: Service, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "label" });
}

/** What is wrong with a change to a Service. */
export function validateServiceUpdate(object: Service, old: Service, _context: StrategyContext): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function serviceWarnings(
  _object: Service,
  _old: Service | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
