import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { SETTLED, settledBy, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { PROVISIONED_BY, PROVISIONER_FINALIZER } from "./provisioning.ts";

function setPhase(volume: PersistentVolume, phase: string, { api }: StepContext, message?: string): Again {
  if (volume.status?.phase === phase) return SETTLED;
  return settledBy(api.updateStatus({ ...volume, status: { phase, ...(message === undefined ? {} : { message }) } }));
}

function isClaimed(volume: PersistentVolume, { view }: StepContext): boolean {
  const { namespace = "", name = "", uid } = volume.spec.claimRef ?? {};
  const claim = view.get("PersistentVolumeClaim", namespace, name);
  return claim !== undefined && claim.metadata.uid === uid;
}

const isProvisioned = ({ metadata }: PersistentVolume): boolean => metadata.annotations?.[PROVISIONED_BY] !== undefined;

/**
 * Whether a volume's provisioner is to hold its object, or to let go of it: undefined when all is as it should be.
 * @see kubernetes-sigs/sig-storage-lib-external-provisioner, controller/controller.go, `handleProtectionFinalizer`
 */
function holdWanted({ metadata, spec, status }: PersistentVolume): boolean | undefined {
  const isHeld = metadata.finalizers?.includes(PROVISIONER_FINALIZER) === true;
  if (spec.persistentVolumeReclaimPolicy !== "Delete") return isHeld ? false : undefined;
  return !isHeld && metadata.deletionTimestamp === undefined && status?.phase === "Bound" ? true : undefined;
}

function hold(volume: PersistentVolume, isHeld: boolean, { api }: StepContext): Again {
  const others = (volume.metadata.finalizers ?? []).filter((finalizer) => finalizer !== PROVISIONER_FINALIZER);
  const finalizers = isHeld ? [...others, PROVISIONER_FINALIZER] : others;
  return settledBy(api.update({ ...volume, metadata: { ...volume.metadata, finalizers } }));
}

/** What its provisioner does with a volume that nobody claims any more: deletes it, and lets its object go. */
function destroy(volume: PersistentVolume, context: StepContext): Again {
  const { api } = context;
  const { name } = volume.metadata;
  const key = { kind: "PersistentVolume", namespace: "", name };
  const deleted = volume.metadata.deletionTimestamp === undefined ? api.delete(key) : undefined;
  if (deleted?.ok === false) return { kind: "retry", error: deleted.status.message };
  const current = api.live(key);
  const isHeld = current?.metadata.finalizers?.includes(PROVISIONER_FINALIZER) === true;
  return isHeld ? hold(current as PersistentVolume, false, context) : SETTLED;
}

/** @see pkg/controller/volume/persistentvolume/pv_controller.go, `reclaimVolume` (1.36) */
function reclaim(volume: PersistentVolume, context: StepContext): Again {
  if (volume.status?.phase !== "Released" && volume.status?.phase !== "Failed") {
    return setPhase(volume, "Released", context);
  }
  if (volume.spec.persistentVolumeReclaimPolicy !== "Delete") return SETTLED;
  if (isProvisioned(volume)) return destroy(volume, context);
  const message = `error getting deleter volume plugin for volume "${volume.metadata.name}": no volume plugin matched`;
  if (volume.status.phase !== "Failed") context.api.event(volume, "Warning", "VolumeFailedDelete", message);
  return setPhase(volume, "Failed", context, message);
}

/** Looks after one volume: whether it is free, claimed or left behind. @see the same file, `syncVolume` (1.36) */
export function syncVolume(volume: PersistentVolume, context: StepContext): Again {
  const isHeld = isProvisioned(volume) ? holdWanted(volume) : undefined;
  if (isHeld !== undefined) return hold(volume, isHeld, context);
  const reference = volume.spec.claimRef;
  if (reference === undefined || (reference.uid ?? "") === "") return setPhase(volume, "Available", context);
  if (isClaimed(volume, context)) return SETTLED;
  return reclaim(volume, context);
}
