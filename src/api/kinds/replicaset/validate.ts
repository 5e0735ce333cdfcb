import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { ReplicaSet } from "./types.ts";

/** What is wrong with a new ReplicaSet, in upstream's order. */
export function validateReplicaSet(object: ReplicaSet, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a ReplicaSet. */
export function validateReplicaSetUpdate(
  object: ReplicaSet,
  old: ReplicaSet,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function replicaSetWarnings(
  _object: ReplicaSet,
  _old: ReplicaSet | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
