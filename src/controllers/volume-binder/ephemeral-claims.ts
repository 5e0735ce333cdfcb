import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { madeForOther } from "../../api/kinds/pod/claims.ts";
import type { Pod, Volume } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { controllerReference } from "../owned-pods.ts";

export function hasEphemeralVolumes(pod: Pod): boolean {
  return (pod.spec.volumes ?? []).some((volume) => volume.ephemeral !== undefined);
}

function claimFor(pod: Pod, volume: Volume): PersistentVolumeClaim {
  const template = volume.ephemeral?.volumeClaimTemplate;
  const { labels, annotations } = template?.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name: `${pod.metadata.name}-${volume.name}`,
      namespace: namespaceOf(pod),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(pod)],
    },
    spec: template?.spec ?? {},
  };
}

/**
 * Makes the claims of a pod's ephemeral volumes, which go with the pod.
 * @see pkg/controller/volume/ephemeral/controller.go, `handleVolume` (1.36)
 */
export function createEphemeralClaims(pod: Pod, { api, view }: StepContext): Again {
  if (pod.metadata.deletionTimestamp !== undefined) return SETTLED;
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.ephemeral === undefined) continue;
    const claim = claimFor(pod, volume);
    const found = view.get("PersistentVolumeClaim", namespaceOf(pod), claim.metadata.name);
    const trouble = found === undefined ? undefined : madeForOther(pod, found);
    if (trouble !== undefined)
      api.event(pod, "Warning", "FailedBinding", `ephemeral volume ${volume.name}: ${trouble}`);
    if (found !== undefined) continue;
    const answer = api.create(claim);
    if (answer.ok) continue;
    api.event(pod, "Warning", "FailedToCreate", `PersistentVolumeClaim creation failed: ${answer.status.message}`);
    return retryAfter(answer.status);
  }
  return SETTLED;
}
