import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { EndpointSlice } from "./types.ts";

/** What is wrong with a new EndpointSlice, in upstream's order. */
export function validateEndpointSlice(object: EndpointSlice, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a EndpointSlice. */
export function validateEndpointSliceUpdate(
  object: EndpointSlice,
  old: EndpointSlice,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function endpointSliceWarnings(
  _object: EndpointSlice,
  _old: EndpointSlice | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
