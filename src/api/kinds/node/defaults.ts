import { replaced, rewritten } from "../../defaulting.ts";
import type { Node } from "./types.ts";

/**
 * Each of the two fields for a node's ranges is filled from the other; where they differ, the older one counts.
 * @see pkg/apis/core/v1/conversion.go, `Convert_v1_NodeSpec_To_core_NodeSpec` (1.36)
 */
function withPodCidrs(spec: Node["spec"]): Node["spec"] {
  const { podCIDR = "", podCIDRs = [] } = spec;
  if (podCIDR === "") return podCIDRs[0] === undefined ? spec : { ...spec, podCIDR: podCIDRs[0] };
  return podCIDR === podCIDRs[0] ? spec : { ...spec, podCIDRs: [podCIDR] };
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_NodeStatus` (1.36) */
export function nodeDefaults(given: Node): Node {
  const node = given.spec === undefined ? given : replaced(given, "spec", withPodCidrs(given.spec));
  return rewritten(node, "status", (status) =>
    status.allocatable === undefined && status.capacity !== undefined
      ? { ...status, allocatable: status.capacity }
      : status,
  );
}
