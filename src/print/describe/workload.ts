import type { KubeObject } from "../../api/object.ts";
import { controllerOf } from "../../api/object.ts";
import { selects, type LabelSelector } from "../../api/selector.ts";
import type { WorkloadCondition } from "../../api/kinds/deployment/types.ts";
import type { View } from "../../cluster/view.ts";
import type { Outline } from "./outline.ts";

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`: phases of the pods that a workload controls and selects. */
export function podsStatus(owner: KubeObject, selector: LabelSelector, view: View): string {
  const counts = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0, Unknown: 0 };
  for (const pod of view.indexed("Pod", "controller", owner.metadata.uid ?? "")) {
    const mine = controllerOf(pod)?.uid === owner.metadata.uid && selects(selector, pod.metadata.labels);
    if (mine && pod.status?.phase !== undefined) counts[pod.status.phase]++;
  }
  const { Running, Pending, Succeeded, Failed } = counts;
  return `${Running} Running / ${Pending} Waiting / ${Succeeded} Succeeded / ${Failed} Failed`;
}

/** The table of conditions of a Deployment or ReplicaSet; nothing where there are none. */
export function workloadConditions(out: Outline, list: readonly WorkloadCondition[] | undefined): void {
  if (list === undefined || list.length === 0) return;
  out.line(0, "Conditions:");
  out.line(1, "Type", "Status", "Reason");
  out.line(1, "----", "------", "------");
  for (const { type, status, reason = "" } of list) out.line(1, `${type} `, status, reason);
}
