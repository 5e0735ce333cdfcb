import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";

export const OLD_CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

/** The annotation goes before the field. @see pkg/apis/core/v1/helper/helpers.go, `GetPersistentVolumeClaimClass` (1.36) */
export function classNameOf({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata.annotations?.[OLD_CLASS_ANNOTATION] ?? spec.storageClassName ?? "";
}
