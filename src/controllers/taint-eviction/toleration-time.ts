import { matchingToleration, type Taint } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import { podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { instantOf, type Instant } from "../../base/instant.ts";

/** The taints that pods are evicted for. */
export function evictingTaints(node: Node | undefined): readonly Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === "NoExecute");
}

function boundAt(pod: Pod): Instant {
  const { lastTransitionTime } = podCondition(pod, "PodScheduled") ?? {};
  return instantOf(lastTransitionTime ?? pod.metadata.creationTimestamp ?? "");
}

/** Until when a pod tolerates one taint; since when it is there is not known of taints without that time. */
function toleratedUntil(pod: Pod, taint: Taint): Instant {
  const toleration = matchingToleration(pod, taint);
  if (toleration === undefined) return Number.NEGATIVE_INFINITY;
  const { tolerationSeconds: seconds } = toleration;
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  if (seconds <= 0) return Number.NEGATIVE_INFINITY;
  const since = taint.timeAdded === undefined ? boundAt(pod) : Math.max(instantOf(taint.timeAdded), boundAt(pod));
  return since + seconds * 1000;
}

/**
 * Until when a pod may stay on its node: infinite where it tolerates all taints for good.
 * @see pkg/controller/tainteviction/taint_eviction.go, `processPodOnNode`, `getMinTolerationTime` (1.36)
 */
export function mayStayUntil(pod: Pod, taints: readonly Taint[]): Instant {
  return Math.min(...taints.map((taint) => toleratedUntil(pod, taint)));
}

/** Whether the pod tolerates a taint for a while. */
export function isTimed(pod: Pod, taint: Taint): boolean {
  return Number.isFinite(toleratedUntil(pod, taint));
}
