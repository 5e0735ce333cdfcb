import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { DaemonSet } from "./types.ts";

/** What is wrong with a new DaemonSet, in upstream's order. */
export function validateDaemonSet(object: DaemonSet, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: "subdomain" });
}

/** What is wrong with a change to a DaemonSet. */
export function validateDaemonSetUpdate(
  object: DaemonSet,
  old: DaemonSet,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function daemonSetWarnings(
  _object: DaemonSet,
  _old: DaemonSet | undefined,
  _context: StrategyContext,
): readonly string[] {
  return [];
}
