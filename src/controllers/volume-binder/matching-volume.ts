import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { View } from "../../cluster/view.ts";
import { storageBytes } from "./storage-bytes.ts";

/** Whether a volume is reserved to the claim, by name or for good. */
export function isReservedTo(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = volume.spec.claimRef;
  if (reference?.name !== claim.metadata.name || reference.namespace !== namespaceOf(claim)) return false;
  return (reference.uid ?? "") === "" || reference.uid === claim.metadata.uid;
}

/**
 * Why a volume does not do for a claim, in the words of the event; undefined if it does.
 * @see pkg/controller/volume/persistentvolume/pv_controller.go, `checkVolumeSatisfyClaim` (1.36)
 */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const wanted = storageBytes(claim.spec.resources?.requests?.["storage"]);
  if (storageBytes(volume.spec.capacity?.["storage"]) < wanted) return "requested PV is too small";
  if ((volume.spec.storageClassName ?? "") !== (claim.spec.storageClassName ?? "")) {
    return "storageClassName does not match";
  }
  if ((volume.spec.volumeMode ?? "Filesystem") !== (claim.spec.volumeMode ?? "Filesystem"))
    return "incompatible volumeMode";
  const modes = volume.spec.accessModes ?? [];
  return (claim.spec.accessModes ?? []).every((mode) => modes.includes(mode)) ? undefined : "incompatible accessMode";
}

/**
 * The volume that a claim without one takes: one reserved to it, else the smallest that does.
 * @see staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go, `FindMatchingVolume` (1.36)
 */
export function matchingVolume(claim: PersistentVolumeClaim, view: View): PersistentVolume | undefined {
  const reserved = view
    .indexed("PersistentVolume", "claim", `${namespaceOf(claim)}/${claim.metadata.name}`)
    .find((volume) => isReservedTo(volume, claim) && mismatch(volume, claim) === undefined);
  if (reserved !== undefined) return reserved;
  let best: PersistentVolume | undefined;
  for (const volume of view.indexed("PersistentVolume", "claim", "")) {
    if (volume.metadata.deletionTimestamp !== undefined || mismatch(volume, claim) !== undefined) continue;
    if (claim.spec.selector !== undefined && !selects(claim.spec.selector, volume.metadata.labels)) continue;
    const size = storageBytes(volume.spec.capacity?.["storage"]);
    if (best === undefined || size < storageBytes(best.spec.capacity?.["storage"])) best = volume;
  }
  return best;
}
