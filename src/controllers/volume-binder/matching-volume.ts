import { isReservedTo, mismatch } from "../../api/kinds/persistentvolume/claim-match.ts";
import { wholeAmount } from "../../api/whole-amount.ts";
import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { View } from "../../cluster/view.ts";

/**
 * The volume that a claim without one takes: one reserved to it, else the smallest that does.
 * @see staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go, `FindMatchingVolume` (1.36)
 */
export function matchingVolume(claim: PersistentVolumeClaim, view: View): PersistentVolume | undefined {
  const reserved = view
    .indexed("PersistentVolume", "claim", `${namespaceOf(claim)}/${claim.metadata.name}`)
    .find((volume) => isReservedTo(volume, claim) && mismatch(volume, claim, { isReserved: true }) === undefined);
  if (reserved !== undefined) return reserved;
  let best: PersistentVolume | undefined;
  for (const volume of view.indexed("PersistentVolume", "claim", "")) {
    if (volume.metadata.deletionTimestamp !== undefined || mismatch(volume, claim) !== undefined) continue;
    if (claim.spec.selector !== undefined && !selects(claim.spec.selector, volume.metadata.labels)) continue;
    const size = wholeAmount(volume.spec.capacity?.["storage"]);
    if (best === undefined || size < wholeAmount(best.spec.capacity?.["storage"])) best = volume;
  }
  return best;
}
