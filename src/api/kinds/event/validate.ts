import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Event } from "./types.ts";

/** What is wrong with a new Event, in upstream's order. */
export function validateEvent(object: Event, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a Event. */
export function validateEventUpdate(object: Event, old: Event, _context: StrategyContext): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}
