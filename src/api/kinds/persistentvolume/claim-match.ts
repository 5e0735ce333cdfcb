import { namespaceOf } from "../../object.ts";
import { classNameOf, type PersistentVolumeClaim } from "../persistentvolumeclaim/types.ts";
import { wholeAmount } from "../../whole-amount.ts";
import type { PersistentVolume } from "./types.ts";

/** Whether a volume is reserved to the claim, by name or for good. */
export function isReservedTo(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = volume.spec.claimRef;
  if (reference?.name !== claim.metadata.name || reference.namespace !== namespaceOf(claim)) return false;
  return (reference.uid ?? "") === "" || reference.uid === claim.metadata.uid;
}

interface Terms {
  /** Whether the volume names the claim: then nobody looks at its class. */
  readonly isReserved: boolean;
}

/**
 * Why a volume does not do for a claim, in the words of the event; undefined if it does.
 * @see pkg/controller/volume/persistentvolume/pv_controller.go, `checkVolumeSatisfyClaim`, and
 * staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go, `FindMatchingVolume` (1.36)
 */
export function mismatch(
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
  { isReserved }: Terms = { isReserved: false },
): string | undefined {
  const wanted = wholeAmount(claim.spec.resources?.requests?.["storage"]);
  if (wholeAmount(volume.spec.capacity?.["storage"]) < wanted) return "requested PV is too small";
  if (!isReserved && classNameOf(volume) !== classNameOf(claim)) return "storageClassName does not match";
  if ((volume.spec.volumeMode ?? "Filesystem") !== (claim.spec.volumeMode ?? "Filesystem"))
    return "incompatible volumeMode";
  const modes = volume.spec.accessModes ?? [];
  return (claim.spec.accessModes ?? []).every((mode) => modes.includes(mode)) ? undefined : "incompatible accessMode";
}
