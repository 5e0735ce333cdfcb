import { without } from "../../defaulting.ts";
import type { PersistentVolumeClaimSpec } from "./types.ts";

type Source = NonNullable<PersistentVolumeClaimSpec["dataSource"]>;

/** The old field takes claims and snapshots only; anything else is dropped. */
function isClassic({ apiGroup, kind }: Source): boolean {
  const group = apiGroup ?? "";
  return (
    (group === "" && kind === "PersistentVolumeClaim") ||
    (group === "snapshot.storage.k8s.io" && kind === "VolumeSnapshot")
  );
}

function asReference({ apiGroup = null, kind, name }: Source): Source {
  return { apiGroup, kind, name };
}

/** Each of the two fields is filled from the other. */
function mirrored(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource !== undefined && dataSourceRef === undefined) {
    return { ...spec, dataSourceRef: asReference(dataSource) };
  }
  if (dataSource === undefined && dataSourceRef !== undefined && (dataSourceRef["namespace"] ?? "") === "") {
    return { ...spec, dataSource: asReference(dataSourceRef) };
  }
  return spec;
}

/**
 * The sources of a new claim's data as the server keeps them. References into another namespace are dropped while gate
 * CrossNamespaceVolumeDataSource is off.
 * @see pkg/api/persistentvolumeclaim/util.go, `DropDisabledFields`, `EnforceDataSourceBackwardsCompatibility`,
 *   `NormalizeDataSources` (1.36)
 */
export function withDataSources(
  spec: PersistentVolumeClaimSpec,
  old: PersistentVolumeClaimSpec | undefined,
): PersistentVolumeClaimSpec {
  const isInUse = old?.dataSource !== undefined || old?.dataSourceRef !== undefined;
  if (isInUse) return mirrored(spec);
  const isForeign = (spec.dataSourceRef?.["namespace"] ?? "") !== "";
  const own = isForeign ? without(spec, "dataSourceRef") : spec;
  const isUnknown = own.dataSource !== undefined && !isClassic(own.dataSource);
  return mirrored(isUnknown ? without(own, "dataSource") : own);
}
