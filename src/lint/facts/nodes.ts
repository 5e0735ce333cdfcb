import { fitsNodeAffinity } from "../../api/kinds/node/node-affinity.ts";
import { isRepelled } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import type { PodSpec } from "../../api/kinds/pod/types.ts";

const HOSTNAME = "kubernetes.io/hostname";

/** The nodes that have what pods ask for by nodeSelector and required affinity. */
export function nodesThatFit(spec: PodSpec, nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => fitsNodeAffinity({ spec }, node));
}

/** Whether pods may be put on a node that fits: it is not cordoned, and they tolerate its taints. */
export function isOpenTo(spec: PodSpec, node: Node): boolean {
  return node.spec.unschedulable !== true && !isRepelled({ spec }, node);
}

/** How many values of a topology key the nodes have; undefined where some have none, which are no domain at all. */
export function domainsOf(key: string, nodes: readonly Node[]): number | undefined {
  // The kubelet writes the host name's label, manifests of nodes need not.
  const values = nodes.map(({ metadata }) => metadata.labels?.[key] ?? (key === HOSTNAME ? metadata.name : undefined));
  return values.includes(undefined) ? undefined : new Set(values).size;
}
