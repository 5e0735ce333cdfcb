import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Node } from "./types.ts";

/** What is wrong with a new Node, in upstream's order. */
export function validateNode(object: Node, _context: StrategyContext): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: false, name: "subdomain" });
}

/** What is wrong with a change to a Node. */
export function validateNodeUpdate(object: Node, old: Node, _context: StrategyContext): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}

/** What the server accepts and complains about. */
export function nodeWarnings(_object: Node, _old: Node | undefined, _context: StrategyContext): readonly string[] {
  return [];
}
