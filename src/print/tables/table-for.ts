import type { KubeObject } from "../../api/object.ts";
import { daemonSetTable, deploymentTable, replicaSetTable, statefulSetTable } from "./kinds/workload.ts";
import { endpointSliceTable, endpointsTable } from "./kinds/network.ts";
import { eventTable } from "./kinds/event.ts";
import { nodeTable } from "./kinds/node.ts";
import {
  anyTable,
  configMapTable,
  controllerRevisionTable,
  namespaceTable,
  podDisruptionBudgetTable,
  scaleTable,
  secretTable,
  serviceAccountTable,
} from "./kinds/others.ts";
import { podTable } from "./kinds/pod.ts";
import { serviceTable } from "./kinds/service.ts";
import { persistentVolumeClaimTable, persistentVolumeTable, storageClassTable } from "./kinds/storage.ts";
import type { TableContext, TableDefinition } from "./definition.ts";
import type { Table } from "./table.ts";

const DEFINITIONS = new Map<string, TableDefinition<never>>([
  ["ConfigMap", configMapTable],
  ["ControllerRevision", controllerRevisionTable],
  ["DaemonSet", daemonSetTable],
  ["Deployment", deploymentTable],
  ["EndpointSlice", endpointSliceTable],
  ["Endpoints", endpointsTable],
  ["Event", eventTable],
  ["Namespace", namespaceTable],
  ["Node", nodeTable],
  ["PersistentVolume", persistentVolumeTable],
  ["PersistentVolumeClaim", persistentVolumeClaimTable],
  ["Pod", podTable],
  ["PodDisruptionBudget", podDisruptionBudgetTable],
  ["ReplicaSet", replicaSetTable],
  ["Scale", scaleTable],
  ["Secret", secretTable],
  ["Service", serviceTable],
  ["ServiceAccount", serviceAccountTable],
  ["StatefulSet", statefulSetTable],
  ["StorageClass", storageClassTable],
]);

/**
 * The table of objects of one kind, as the API server makes it.
 * `kind` is the registry's key, `Scale` for the scale subresource; kinds not served here show name and age.
 * @see pkg/printers/internalversion/printers.go (1.36)
 */
export function tableFor(kind: string, objects: readonly KubeObject[], context: TableContext): Table {
  const definition = (DEFINITIONS.get(kind) ?? anyTable) as TableDefinition;
  return {
    columns: definition.columns,
    rows: objects.map((object) => ({ object, cells: definition.cells(object, context) })),
  };
}
