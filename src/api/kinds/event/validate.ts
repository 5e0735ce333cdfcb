import { invalid, type FieldError } from "../../field-error.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Event } from "./types.ts";

/** @see pkg/apis/core/validation/events.go, `legacyValidateEvent` (1.36) */
function validateNamespace(object: Event): readonly FieldError[] {
  const namespace = object.metadata.namespace ?? "";
  const involved = object.involvedObject?.namespace ?? "";
  if (involved === namespace || (involved === "" && (namespace === "" || namespace === "default"))) return [];
  return [invalid(["involvedObject", "namespace"], involved, "does not match event.namespace")];
}

/** What is wrong with a new Event of the core group. */
export function validateEvent(object: Event): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateNamespace(object)];
}

export function validateEventUpdate(object: Event, old: Event): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateNamespace(object)];
}
