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
