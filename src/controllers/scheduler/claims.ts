import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { claimNames, isForEphemeralVolume, madeForOther } from "../../api/kinds/pod/claims.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";

/** Whether a pod has a node, and has not ended there. */
function usesNode(pod: Pod): boolean {
  return (pod.spec.nodeName ?? "") !== "" && !isFinished(pod);
}

/**
 * Whether another pod has a claim that one pod alone may have.
 * @see pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go, `satisfyReadWriteOncePod` (1.36)
 */
export function isClaimTaken(pod: Pod, claims: readonly PersistentVolumeClaim[], view: View): boolean {
  return claims.some(({ metadata, spec }) => {
    if (spec.accessModes?.includes("ReadWriteOncePod") !== true) return false;
    const users = view.indexed("Pod", "claim", `${namespaceOf(pod)}/${metadata.name}`);
    return users.some((other) => other.metadata.name !== pod.metadata.name && usesNode(other));
  });
}

/** The pods without a node that mount a claim of a pod which is gone. */
export function heirsOf(pod: Pod, view: View): readonly Pod[] {
  return claimNames(pod).flatMap((name) =>
    view.indexed("Pod", "claim", `${namespaceOf(pod)}/${name}`).filter(({ spec }) => (spec.nodeName ?? "") === ""),
  );
}

export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** Waiting for a node to be chosen before they are bound. */
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** Why a pod's claims keep it from any node. `gone`: a claim does not exist, or not for long. */
export interface ClaimTrouble {
  readonly reason: string;
  readonly gone: boolean;
}

function waitsForConsumer(claim: PersistentVolumeClaim, view: View): boolean {
  const storageClass = view.get("StorageClass", "", classNameOf(claim));
  return storageClass?.volumeBindingMode === "WaitForFirstConsumer";
}

const notFound = (name: string): string => `persistentvolumeclaim "${name}" not found`;
const toBeCreated = (name: string): string =>
  `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;

/** @see pkg/scheduler/framework/plugins/volumebinding/volume_binding.go, `podHasPVCs` and `PreFilter` (1.36) */
export function claimsOf(pod: Pod, view: View): PodClaims | ClaimTrouble {
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  let unbound = false;
  for (const name of claimNames(pod)) {
    const claim = view.get("PersistentVolumeClaim", namespaceOf(pod), name);
    const isEphemeral = isForEphemeralVolume(pod, name);
    if (claim === undefined) return { reason: isEphemeral ? toBeCreated(name) : notFound(name), gone: true };
    if (claim.metadata.deletionTimestamp !== undefined) {
      return { reason: `persistentvolumeclaim "${name}" is being deleted`, gone: true };
    }
    const reason = isEphemeral ? madeForOther(pod, claim) : undefined;
    if (reason !== undefined) return { reason, gone: true };
    if (claim.status?.phase === "Lost") {
      const volume = claim.spec.volumeName ?? "";
      return {
        reason: `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volume}"`,
        gone: false,
      };
    }
    if (claim.status?.phase === "Bound") bound.push(claim);
    else if (waitsForConsumer(claim, view)) delayed.push(claim);
    else unbound = true;
  }
  return unbound ? { reason: "pod has unbound immediate PersistentVolumeClaims", gone: false } : { bound, delayed };
}
