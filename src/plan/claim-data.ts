import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { isForEphemeralVolume } from "../api/kinds/pod/claims.ts";
import { controllerOf } from "../api/object.ts";
import type { ClaimEntry, ClaimFate } from "./model.ts";
import type { Moments } from "./moments.ts";

/** Whether a claim was made for an ephemeral volume; pods can own those of claim templates, too. */
export function isEphemeral(claim: PersistentVolumeClaim, { before, after }: Moments): boolean {
  const owner = controllerOf(claim);
  if (owner?.kind !== "Pod") return false;
  const { name, namespace = "" } = claim.metadata;
  const pods = [after.get("Pod", namespace, owner.name), before.get("Pod", namespace, owner.name)];
  return pods.some((pod) => pod !== undefined && isForEphemeralVolume(pod, name));
}

/** As it is, or as it was asked for. */
export function sizeOf(claim: PersistentVolumeClaim | undefined): { size?: string } {
  const size = claim?.status?.capacity?.["storage"] ?? claim?.spec.resources?.requests?.["storage"];
  return size === undefined ? {} : { size: String(size) };
}

/**
 * What a claim's end means for its volume. A claim that was never bound holds no data; what is behind a volume that is
 * retained stays, even where the volume's object is deleted.
 */
export function volumeOf(
  fate: ClaimFate,
  claim: PersistentVolumeClaim | undefined,
  { before, after }: Moments,
): Pick<ClaimEntry, "volume" | "reclaim" | "volumeGoes" | "losesData"> {
  const name = claim?.spec.volumeName ?? "";
  if (name === "") return { losesData: false };
  if (fate !== "deleted" && fate !== "terminating") return { volume: name, losesData: false };
  const volume = before.get("PersistentVolume", "", name);
  const is = after.get("PersistentVolume", "", name);
  const reclaim = (is ?? volume)?.spec.persistentVolumeReclaimPolicy;
  const goes = fate === "deleted" && is === undefined;
  return {
    volume: name,
    ...(reclaim === undefined ? {} : { reclaim }),
    ...(goes ? { volumeGoes: true } : {}),
    losesData: reclaim !== "Retain",
  };
}
