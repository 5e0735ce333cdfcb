import { keptGeneration, keptStatus, updatedStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { nodeDefaults } from "./defaults.ts";
import type { Node } from "./types.ts";
import { nodeWarnings, validateNode, validateNodeUpdate } from "./validate.ts";

/** Unlike those of other kinds, the status of a new node is kept. @see pkg/registry/core/node/strategy.go (1.36) */
export const nodeStrategy: KindStrategy<Node> = {
  defaults: nodeDefaults,
  prepareForCreate: (node) => node,
  prepareForUpdate: (node, old) => keptGeneration(keptStatus(node, old), old),
  prepareForStatusUpdate: updatedStatus,
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  warnings: nodeWarnings,
};
