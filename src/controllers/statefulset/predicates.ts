import { podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { instantOf, wholeSecond, type Instant } from "../../base/instant.ts";

/** The label that names a pod's ControllerRevision. */
export const REVISION_LABEL = "controller-revision-hash";

/** @see pkg/controller/statefulset/stateful_set_utils.go, `getPodRevision` (1.36) */
export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? "";
}

/** Phase Failed or Succeeded: such a pod is deleted to be made anew (REC-10). */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Failed" || pod.status?.phase === "Succeeded";
}

export function isPending(pod: Pod): boolean {
  return pod.status?.phase === "Pending";
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === "Running" && podCondition(pod, "Ready")?.status === "True";
}

/**
 * The moment from which a pod counts as available; undefined while it is not ready. Phase is not consulted.
 * @see pkg/api/v1/pod/util.go, `IsPodAvailable` (1.36)
 */
export function availableFrom(pod: Pod, minReadySeconds: number): Instant | undefined {
  const ready = podCondition(pod, "Ready");
  if (ready?.status !== "True") return undefined;
  if (minReadySeconds === 0) return Number.NEGATIVE_INFINITY;
  if (typeof ready.lastTransitionTime !== "string") return undefined;
  return wholeSecond(instantOf(ready.lastTransitionTime)) + minReadySeconds * 1000;
}
