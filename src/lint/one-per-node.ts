import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { FieldPath } from "../base/field-path.ts";
import { selectsSelf, termsOf } from "./affinity.ts";
import { runningContainersOf, templateOf } from "./containers.ts";
import { workloadIn } from "./workload.ts";

/** Why no two pods of a set can be on one node. */
export interface Exclusion {
  readonly path: FieldPath;
  readonly because: string;
}

export function onePerNode(set: StatefulSet): Exclusion | undefined {
  const workload = workloadIn(set);
  if (workload === undefined) return undefined;
  const apart = termsOf(workload.spec, workload.path, "podAntiAffinity").find(
    (placed) =>
      placed.required && placed.term.topologyKey === "kubernetes.io/hostname" && selectsSelf(placed, workload),
  );
  if (apart !== undefined) return { path: apart.path, because: "anti-affinity by host name" };
  for (const { container, path } of runningContainersOf(templateOf(set))) {
    for (const [index, { hostPort }] of (container.ports ?? []).entries()) {
      if (hostPort === undefined || hostPort === 0) continue;
      return { path: [...path, "ports", index, "hostPort"], because: `host port ${hostPort}` };
    }
  }
  return undefined;
}
