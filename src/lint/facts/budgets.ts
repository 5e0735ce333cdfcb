import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { autoscalersOf } from "./ordinals.ts";
import type { Project } from "../project.ts";
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

function noneYet(): WeakMap<readonly Workload[], Guarded> {
  return new WeakMap();
}

function sumOf(workloads: readonly Workload[], project: Project): Guarded {
  let [pods, least] = [0, 0];
  for (const workload of workloads) {
    const [autoscaler] = autoscalersOf(project, workload.object);
    const own = replicasOf(workload);
    const isScaled = autoscaler !== undefined && !project.isWritten(workload.object, ["spec", "replicas"]);
    pods += isScaled ? autoscaler.spec.maxReplicas : own;
    least += autoscaler === undefined ? own : (autoscaler.spec.minReplicas ?? 1);
  }
  return { pods, least };
}

export function guardedBy(budget: PodDisruptionBudget, project: Project): Guarded | undefined {
  const workloads = workloadsMatching(project, namespaceOf(budget), budget.spec.selector);
  const sums = project.index(noneYet);
  const known = sums.get(workloads);
  if (known !== undefined) return known;
  if (workloads.length === 0 || workloads.some(({ object }) => !SCALED.has(object.kind))) return undefined;
  const sum = sumOf(workloads, project);
  sums.set(workloads, sum);
  return sum;
}
