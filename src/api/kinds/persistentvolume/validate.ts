import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { PersistentVolume } from "./types.ts";

/** What is wrong with a new PersistentVolume, in upstream's order. */
export function validatePersistentVolume(object: PersistentVolume, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: false, name: "subdomain" });
}

/** What is wrong with a change to a PersistentVolume. */
export function validatePersistentVolumeUpdate(
  object: PersistentVolume,
  old: PersistentVolume,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function persistentVolumeWarnings(
  _object: PersistentVolume,
  _old: PersistentVolume | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
