import type { PodTemplateSpec } from "../api/kinds/pod/types.ts";
import { sameJson } from "../base/json.ts";

/** What of a template decides on which nodes its pods may run. */
function askedOfNodes({ spec }: PodTemplateSpec): unknown {
  const { nodeSelector, affinity, tolerations, topologySpreadConstraints, nodeName, hostNetwork } = spec;
  const ports = spec.containers.map((container) => container.ports);
  const resources = spec.containers.map((container) => container.resources);
  return { nodeSelector, affinity, tolerations, topologySpreadConstraints, nodeName, hostNetwork, ports, resources };
}

/** Whether pods of either template may run on the same nodes. */
export function askTheSameOfNodes(one: PodTemplateSpec, other: PodTemplateSpec): boolean {
  return sameJson(askedOfNodes(one), askedOfNodes(other));
}
