import type { Pod } from "../../../api/kinds/pod/types.ts";
import { podCondition } from "../../../api/kinds/pod/types.ts";
import { age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";
import { podCells } from "../pod-status.ts";

function orNone(text: string | undefined): string {
  return text === undefined || text === "" ? "<none>" : text;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return "<none>";
  const open = gates.filter(({ conditionType }) => podCondition(pod, conditionType)?.status === "True");
  return `${open.length}/${gates.length}`;
}

export const podTable: TableDefinition<Pod> = {
  columns: columns("Name | Ready | Status | Restarts | Age | +IP | +Node | +Nominated Node | +Readiness Gates"),
  cells: (pod, { now }) => {
    const { ready, status, restarts } = podCells(pod, now);
    const { podIPs, podIP, nominatedNodeName } = pod.status ?? {};
    return [
      pod.metadata.name,
      ready,
      status,
      restarts,
      age(pod.metadata.creationTimestamp, now),
      orNone(podIPs?.[0]?.ip ?? podIP),
      orNone(pod.spec.nodeName),
      orNone(nominatedNodeName),
      readinessGates(pod),
    ];
  },
};
