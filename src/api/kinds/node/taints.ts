import type { Node } from "./types.ts";
import type { Pod, Toleration } from "../pod/types.ts";

export type Taint = NonNullable<Node["spec"]["taints"]>[number];

/** The taint of a cordoned node. */
export const CORDONED: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
/** The taint of a node that nothing has been heard of. */
export const UNREACHABLE: Taint = { key: "node.kubernetes.io/unreachable", effect: "NoSchedule" };

/** The taint of a node that is given up: pods that are going are deleted from it without waiting for its kubelet. */
export const OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

/** @see staging/src/k8s.io/api/core/v1/toleration.go, `ToleratesTaint` (1.36) */
function tolerates(toleration: Toleration, taint: Taint): boolean {
  if ((toleration.effect ?? "") !== "" && toleration.effect !== taint.effect) return false;
  if ((toleration.key ?? "") !== "" && toleration.key !== taint.key) return false;
  return toleration.operator === "Exists" || (toleration.value ?? "") === (taint.value ?? "");
}

/** The first of the pod's tolerations that tolerates the taint. */
export function matchingToleration(pod: Pick<Pod, "spec">, taint: Taint): Toleration | undefined {
  return pod.spec.tolerations?.find((toleration) => tolerates(toleration, taint));
}

export function isTolerated(pod: Pick<Pod, "spec">, taint: Taint): boolean {
  return matchingToleration(pod, taint) !== undefined;
}

/** Whether the node has a taint of one of those effects that the pod does not tolerate. */
export function isRepelled(
  pod: Pick<Pod, "spec">,
  node: Node,
  effects: readonly string[] = ["NoSchedule", "NoExecute"],
): boolean {
  return (node.spec.taints ?? []).some((taint) => effects.includes(taint.effect) && !isTolerated(pod, taint));
}
