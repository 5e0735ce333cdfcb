import { classNameOf, type PersistentVolumeClaim } from "../../../api/kinds/persistentvolumeclaim/types.ts";
import type { PersistentVolume } from "../../../api/kinds/persistentvolume/types.ts";
import { DEFAULT_CLASS_ANNOTATION, type StorageClass } from "../../../api/kinds/storageclass/types.ts";
import type { ObjectMeta } from "../../../api/object.ts";
import { accessModes, age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

function statusCell(metadata: ObjectMeta, phase: string | undefined): string {
  return metadata.deletionTimestamp === undefined ? (phase ?? "") : "Terminating";
}

function orUnset(value: unknown): string {
  return typeof value === "string" ? value : "<unset>";
}

export const persistentVolumeClaimTable: TableDefinition<PersistentVolumeClaim> = {
  columns: columns(
    "Name | Status | Volume | Capacity | Access Modes | StorageClass | VolumeAttributesClass | Age | +VolumeMode",
  ),
  cells: ({ metadata, spec, status }, { now }) => {
    const volume = spec.volumeName ?? "";
    const bound = volume === "" ? undefined : status;
    return [
      metadata.name,
      statusCell(metadata, status?.phase),
      volume,
      String(bound?.capacity?.["storage"] ?? ""),
      accessModes(bound?.accessModes),
      classNameOf({ metadata, spec }),
      orUnset(spec.volumeAttributesClassName),
      age(metadata.creationTimestamp, now),
      orUnset(spec.volumeMode),
    ];
  },
};

export const persistentVolumeTable: TableDefinition<PersistentVolume> = {
  columns: columns(
    "Name | Capacity | Access Modes | Reclaim Policy | Status | Claim | StorageClass | " +
      "VolumeAttributesClass | Reason | Age | +VolumeMode",
  ),
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name,
    String(spec.capacity?.["storage"] ?? ""),
    accessModes(spec.accessModes),
    spec.persistentVolumeReclaimPolicy ?? "",
    statusCell(metadata, status?.phase),
    spec.claimRef === undefined ? "" : `${spec.claimRef.namespace ?? ""}/${spec.claimRef.name ?? ""}`,
    classNameOf({ metadata, spec }),
    orUnset(spec["volumeAttributesClassName"]),
    status?.reason ?? "",
    age(metadata.creationTimestamp, now),
    orUnset(spec.volumeMode),
  ],
};

export const storageClassTable: TableDefinition<StorageClass> = {
  columns: columns("Name | Provisioner | ReclaimPolicy | VolumeBindingMode | AllowVolumeExpansion | Age"),
  cells: (storageClass, { now }) => {
    const { metadata } = storageClass;
    const isDefault = metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === "true";
    return [
      isDefault ? `${metadata.name} (default)` : metadata.name,
      storageClass.provisioner,
      storageClass.reclaimPolicy ?? "Delete",
      storageClass.volumeBindingMode ?? "Immediate",
      String(storageClass.allowVolumeExpansion ?? false),
      age(metadata.creationTimestamp, now),
    ];
  },
};
