import { instantOf, wholeSecond, type Instant } from "../../../base/instant.ts";
import { isTerminating } from "../../object.ts";
import { isPodReady, podCondition, type Pod } from "./types.ts";

/**
 * Since when, or from when on, a ready pod counts as available; undefined while it is not ready. Phase is not consulted.
 * @see pkg/api/v1/pod/util.go, `IsPodAvailable` (1.36)
 */
export function availableFrom(pod: Pod, minReadySeconds: number): Instant | undefined {
  const ready = podCondition(pod, "Ready");
  if (ready?.status !== "True") return undefined;
  if (minReadySeconds === 0) return Number.NEGATIVE_INFINITY;
  if (typeof ready.lastTransitionTime !== "string") return undefined;
  return wholeSecond(instantOf(ready.lastTransitionTime)) + minReadySeconds * 1000;
}

export function isAvailable(pod: Pod, minReadySeconds: number, now: Instant): boolean {
  const from = availableFrom(pod, minReadySeconds);
  return from !== undefined && from <= now;
}

/** When the next of the pods becomes available by waiting; undefined if none does. */
export function nextAvailable(pods: readonly Pod[], minReadySeconds: number, now: Instant): Instant | undefined {
  let next: Instant | undefined;
  for (const pod of pods) {
    const from = availableFrom(pod, minReadySeconds);
    if (from !== undefined && from > now && (next === undefined || from < next)) next = from;
  }
  return next;
}

/** Whether the pod has run to its end. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

/** Whether the pod neither has ended nor terminates. @see pkg/controller/controller_utils.go, `IsPodActive` (1.36) */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !isTerminating(pod);
}

export function isPending(pod: Pod): boolean {
  return pod.status?.phase === "Pending";
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === "Running" && isPodReady(pod);
}
