import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { StorageClass } from "./types.ts";

/** What is wrong with a new StorageClass, in upstream's order. */
export function validateStorageClass(object: StorageClass, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: false, name: "subdomain" });
}

/** What is wrong with a change to a StorageClass. */
export function validateStorageClassUpdate(
  object: StorageClass,
  old: StorageClass,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function storageClassWarnings(
  _object: StorageClass,
  _old: StorageClass | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
