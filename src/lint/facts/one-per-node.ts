import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { selectsSelf, termsOf } from "./affinity.ts";
import { runningContainersOf } from "./containers.ts";
import { workloadIn } from "./workload.ts";

/** Why no two pods of a workload can be on one node, or in one domain of another topology key. */
export interface Exclusion {
  readonly path: FieldPath;
  readonly because: string;
  readonly topologyKey: string;
}

const HOSTNAME = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";
const DOMAINS: Readonly<Record<string, string>> = { [HOSTNAME]: "host name", [ZONE]: "zone" };

export function onePerNode(object: KubeObject): Exclusion | undefined {
  const workload = workloadIn(object);
  if (workload === undefined) return undefined;
  const apart = termsOf(workload.spec, workload.path, "podAntiAffinity").filter(
    (placed) => placed.required && Object.hasOwn(DOMAINS, placed.term.topologyKey) && selectsSelf(placed, workload),
  );
  const widest = apart.find(({ term }) => term.topologyKey === ZONE) ?? apart[0];
  if (widest !== undefined) {
    const { topologyKey } = widest.term;
    return { path: widest.path, because: `anti-affinity by ${DOMAINS[topologyKey] ?? topologyKey}`, topologyKey };
  }
  const { hostNetwork = false } = workload.spec;
  for (const { container, path } of runningContainersOf(workload)) {
    for (const [index, { hostPort = 0, containerPort }] of (container.ports ?? []).entries()) {
      if (hostPort === 0 && !hostNetwork) continue;
      const field = hostPort === 0 ? "containerPort" : "hostPort";
      const because = hostPort === 0 ? `port ${containerPort} of the host network` : `host port ${hostPort}`;
      return { path: [...path, "ports", index, field], because, topologyKey: HOSTNAME };
    }
  }
  return undefined;
}
