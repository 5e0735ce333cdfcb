import type { ControllerRevision } from "../../../api/kinds/controllerrevision/types.ts";
import type { Namespace } from "../../../api/kinds/namespace/types.ts";
import type { PodDisruptionBudget } from "../../../api/kinds/poddisruptionbudget/types.ts";
import { groupOf } from "../../../api/kinds.ts";
import { controllerOf, type KubeObject } from "../../../api/object.ts";
import type { Scale } from "../../../cluster/scale.ts";
import { age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

function controllerCell(object: KubeObject): string {
  const owner = controllerOf(object);
  if (owner === undefined) return "<none>";
  const group = groupOf(owner.apiVersion);
  return `${owner.kind.toLowerCase()}${group === "" ? "" : `.${group}`}/${owner.name}`;
}

export const controllerRevisionTable: TableDefinition<ControllerRevision> = {
  columns: columns("Name | Controller | Revision | Age"),
  cells: (revision, { now }) => [
    revision.metadata.name,
    controllerCell(revision),
    String(revision.revision),
    age(revision.metadata.creationTimestamp, now),
  ],
};

export const namespaceTable: TableDefinition<Namespace> = {
  columns: columns("Name | Status | Age"),
  cells: ({ metadata, status }, { now }) => [metadata.name, status?.phase ?? "", age(metadata.creationTimestamp, now)],
};

export const podDisruptionBudgetTable: TableDefinition<PodDisruptionBudget> = {
  columns: columns("Name | Min Available | Max Unavailable | Allowed Disruptions | Age"),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    String(spec.minAvailable ?? "N/A"),
    String(spec.maxUnavailable ?? "N/A"),
    String(status?.disruptionsAllowed ?? 0),
    age(metadata.creationTimestamp, now),
  ],
};

interface WithData extends KubeObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly binaryData?: Readonly<Record<string, unknown>>;
  readonly secrets?: readonly unknown[];
}

function entries({ data, binaryData }: WithData): string {
  return String(Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length);
}

export const configMapTable: TableDefinition<WithData> = {
  columns: columns("Name | Data | Age"),
  cells: (map, { now }) => [map.metadata.name, entries(map), age(map.metadata.creationTimestamp, now)],
};

export const secretTable: TableDefinition<WithData> = {
  columns: columns("Name | Type | Data | Age"),
  cells: (secret, { now }) => [
    secret.metadata.name,
    secret.type ?? "Opaque",
    entries(secret),
    age(secret.metadata.creationTimestamp, now),
  ],
};

export const serviceAccountTable: TableDefinition<WithData> = {
  columns: columns("Name | Secrets | Age"),
  cells: ({ metadata, secrets }, { now }) => [
    metadata.name,
    String(secrets?.length ?? 0),
    age(metadata.creationTimestamp, now),
  ],
};

/** What `--subresource=scale` answers with. */
export const scaleTable: TableDefinition<Scale> = {
  columns: columns("Name | Desired | Available | Age"),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    String(spec.replicas ?? 0),
    String(status.replicas),
    age(metadata.creationTimestamp, now),
  ],
};

/** Kinds that the API server knows nothing of but their metadata. */
export const anyTable: TableDefinition = {
  columns: columns("Name | Age"),
  cells: ({ metadata }, { now }) => [metadata.name, age(metadata.creationTimestamp, now)],
};
