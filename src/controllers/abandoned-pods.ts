import { podCondition, type Pod, type PodCondition } from "../api/kinds/pod/types.ts";
import { timestamp, type Instant } from "../base/instant.ts";

/** @see pkg/controller/podgc/gc_controller.go, `gcOrphaned` (1.36) */
const REASON = "DeletionByPodGC";

/** What is said of a pod whose node is gone. */
export function abandonment(now: Instant): PodCondition {
  return {
    type: "DisruptionTarget",
    status: "True",
    lastTransitionTime: timestamp(now),
    reason: REASON,
    message: "PodGC: node no longer exists",
  };
}

/** Whether it is known of the pod that its node is gone: then no kubelet sees to it. */
export function isAbandoned(pod: Pod): boolean {
  return podCondition(pod, "DisruptionTarget")?.reason === REASON;
}
