import { rewritten } from "../../defaulting.ts";
import type { Node } from "./types.ts";

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_NodeStatus` (1.36) */
export function nodeDefaults(node: Node): Node {
  return rewritten(node, "status", (status) =>
    status.allocatable === undefined && status.capacity !== undefined
      ? { ...status, allocatable: status.capacity }
      : status,
  );
}
