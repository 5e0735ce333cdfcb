import type { PodDisruptionBudget } from "../api/kinds/poddisruptionbudget/types.ts";
import { namespaceOf } from "../api/object.ts";
import { autoscalersOf } from "./ordinals.ts";
import type { Project } from "./project.ts";
import { workloadsMatching } from "./selection.ts";
import type { Workload } from "./workload.ts";

/** Pods of Jobs and DaemonSets are not counted by replicas. */
const SCALED = new Set(["StatefulSet", "Deployment", "ReplicaSet", "Pod"]);

function replicasOf({ object }: Workload): number {
  if (object.kind === "Pod") return 1;
  return (object as { readonly spec?: { readonly replicas?: number } }).spec?.replicas ?? 1;
}

/** How many pods a budget is about, as written and at the autoscalers' least; undefined where that is not known. */
export interface Guarded {
  readonly pods: number;
  readonly least: number;
}

export function guardedBy(budget: PodDisruptionBudget, project: Project): Guarded | undefined {
  const workloads = workloadsMatching(project, namespaceOf(budget), budget.spec.selector);
  if (workloads.length === 0 || workloads.some(({ object }) => !SCALED.has(object.kind))) return undefined;
  let [pods, least] = [0, 0];
  for (const workload of workloads) {
    const [autoscaler] = autoscalersOf(project, workload.object);
    const own = replicasOf(workload);
    const scaled = project.written(workload.object, ["spec", "replicas"]) === undefined;
    const floor = autoscaler === undefined ? own : (autoscaler.spec.minReplicas ?? 1);
    pods += autoscaler !== undefined && scaled ? autoscaler.spec.maxReplicas : own;
    least += floor;
  }
  return { pods, least };
}
