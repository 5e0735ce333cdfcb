import { controllerOf, namespacedName } from "../../object.ts";
import type { PersistentVolumeClaim } from "../persistentvolumeclaim/types.ts";
import type { Pod, Volume } from "./types.ts";

/**
 * The claim behind a volume of a pod: the one it names, or the one that is made for an ephemeral volume.
 * @see staging/src/k8s.io/component-helpers/storage/ephemeral/ephemeral.go, `VolumeClaimName` (1.36)
 */
export function claimNameOf(pod: Pod, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  if (persistentVolumeClaim !== undefined) return persistentVolumeClaim.claimName;
  return ephemeral === undefined ? undefined : `${pod.metadata.name}-${name}`;
}

/** The claims of a pod, those of its ephemeral volumes among them. */
export function claimNames(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => claimNameOf(pod, volume) ?? []);
}

/** The claims that a pod names. */
export function namedClaims({ spec }: Pod): readonly string[] {
  return (spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []);
}

/** Whether a pod has a claim for an ephemeral volume: the name is that of a volume, and no claim that it names. */
export function isForEphemeralVolume(pod: Pod, claimName: string): boolean {
  return (pod.spec.volumes ?? []).some(
    (volume) => volume.ephemeral !== undefined && claimNameOf(pod, volume) === claimName,
  );
}

/**
 * Why a pod may not have a claim for an ephemeral volume; undefined where the claim was made for it. A pod that takes the
 * place of another finds the claim of that one until it is gone.
 * @see staging/src/k8s.io/component-helpers/storage/ephemeral/ephemeral.go, `VolumeIsForPod` (1.36)
 */
export function madeForOther(pod: Pod, claim: PersistentVolumeClaim): string | undefined {
  if (controllerOf(claim)?.uid === pod.metadata.uid) return undefined;
  return `PVC ${namespacedName(claim)} was not created for pod ${namespacedName(pod)} (pod is not owner)`;
}
