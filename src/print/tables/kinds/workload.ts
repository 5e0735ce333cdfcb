import type { DaemonSet } from "../../../api/kinds/daemonset/types.ts";
import type { Deployment } from "../../../api/kinds/deployment/types.ts";
import type { ReplicaSet } from "../../../api/kinds/replicaset/types.ts";
import type { StatefulSet } from "../../../api/kinds/statefulset/types.ts";
import { age, containerCells, labelsCell, selectorCell } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

function counts(...numbers: readonly (number | undefined)[]): readonly string[] {
  return numbers.map((number) => String(number ?? 0));
}

export const statefulSetTable: TableDefinition<StatefulSet> = {
  columns: columns("Name | Ready | Age | +Containers | +Images"),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec.containers),
  ],
};

export const deploymentTable: TableDefinition<Deployment> = {
  columns: columns("Name | Ready | Up-to-date | Available | Age | +Containers | +Images | +Selector"),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    ...counts(status?.updatedReplicas, status?.availableReplicas),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec.containers),
    selectorCell(spec.selector),
  ],
};

export const replicaSetTable: TableDefinition<ReplicaSet> = {
  columns: columns("Name | Desired | Current | Ready | Age | +Containers | +Images | +Selector"),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    ...counts(spec.replicas, status?.replicas, status?.readyReplicas),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template?.spec.containers),
    selectorCell(spec.selector),
  ],
};

export const daemonSetTable: TableDefinition<DaemonSet> = {
  columns: columns(
    "Name | Desired | Current | Ready | Up-to-date | Available | Node Selector | Age | " +
      "+Containers | +Images | +Selector",
  ),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    ...counts(status?.desiredNumberScheduled, status?.currentNumberScheduled, status?.numberReady),
    ...counts(status?.updatedNumberScheduled, status?.numberAvailable),
    labelsCell(spec.template.spec.nodeSelector),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec.containers),
    selectorCell(spec.selector),
  ],
};
