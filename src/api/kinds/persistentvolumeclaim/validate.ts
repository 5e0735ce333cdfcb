import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { PersistentVolumeClaim } from "./types.ts";

/** What is wrong with a new PersistentVolumeClaim, in upstream's order. */
export function validatePersistentVolumeClaim(
  object: PersistentVolumeClaim,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a PersistentVolumeClaim. */
export function validatePersistentVolumeClaimUpdate(
  object: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function persistentVolumeClaimWarnings(
  _object: PersistentVolumeClaim,
  _old: PersistentVolumeClaim | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
