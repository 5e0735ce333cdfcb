import { revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { byCreation, isTerminating } from "../../api/object.ts";
import { addTo } from "../../base/add-to.ts";
import type { View } from "../../cluster/view.ts";
import { eligibility, targetNode, type Eligibility } from "./eligible-nodes.ts";

/** A node with the set's pods on it: those that are bound first, then the oldest. */
export interface NodePods extends Eligibility {
  readonly node: string;
  readonly pods: readonly Pod[];
  /** The node is no more: pods that were bound to it are left to the collector of such pods. */
  readonly isGone: boolean;
}

const boundFirst = ({ spec }: Pod): number => ((spec.nodeName ?? "") === "" ? 1 : 0);

/** @see pkg/controller/daemon/daemon_controller.go, `podByCreationTimestampAndPhase` (1.36) */
function inTurn(a: Pod, b: Pod): number {
  return boundFirst(a) - boundFirst(b) || byCreation(a, b);
}

/** Every node by name; nodes that are gone too if they still have pods. @see pkg/controller/daemon/daemon_controller.go, `getNodesToDaemonPods` (1.36) */
export function nodesOf(set: DaemonSet, pods: readonly Pod[], view: View): readonly NodePods[] {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = targetNode(pod);
    if (node === undefined || (isFinished(pod) && isTerminating(pod))) continue;
    addTo(byNode, node, pod);
  }
  const known = view.list("Node").map((node): NodePods => {
    const { name } = node.metadata;
    const found = byNode.get(name) ?? [];
    byNode.delete(name);
    return { node: name, pods: found.sort(inTurn), isGone: false, ...eligibility(set, node) };
  });
  const gone = [...byNode].map(([node, found]): NodePods => {
    return { node, pods: found.sort(inTurn), isGone: true, shouldRun: false, mayStay: false };
  });
  return [...known, ...gone];
}

/** The pods of a node by template; undefined when there are several of a kind, which is for the next pass to clear up. */
export interface Generations {
  readonly fresh: Pod | undefined;
  readonly stale: Pod | undefined;
}

/** @see pkg/controller/daemon/update.go, `findUpdatedPodsOnNode` (1.36) */
export function generationsOf(pods: readonly Pod[], hash: string): Generations | undefined {
  const staying = pods.filter((pod) => !isTerminating(pod));
  const fresh = staying.filter((pod) => revisionOf(pod) === hash);
  const stale = staying.filter((pod) => revisionOf(pod) !== hash);
  if (fresh.length > 1 || stale.length > 1) return undefined;
  return { fresh: fresh[0], stale: stale[0] };
}
