import { VOLUME_FINALIZER, type PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { CLAIM_FINALIZER } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { claimNames, namedClaims } from "../../api/kinds/pod/claims.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { isTerminating, namespaceOf, type KubeObject } from "../../api/object.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, settledOrGone, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";

const claimKey = (namespace: string, name: string): Key => `claim/${namespace}/${name}`;
const volumeKey = (name: string): Key => `volume/${name}`;

function claimsOf(pod: Pod): readonly Key[] {
  return claimNames(pod).map((name) => claimKey(namespaceOf(pod), name));
}

/** The kubelet is done with the pod, which only finalizers keep. */
function isShutDown(pod: KubeObject): boolean {
  return isTerminating(pod) && pod.metadata.deletionGracePeriodSeconds === 0;
}

function keysFor({ key, before, after }: Change): readonly Key[] {
  switch (key.kind) {
    case "PersistentVolumeClaim":
      return after !== undefined && isTerminating(after) ? [claimKey(key.namespace, key.name)] : [];
    case "PersistentVolume":
      return after !== undefined && isTerminating(after) ? [volumeKey(key.name)] : [];
    case "Pod":
      return before !== undefined && (after === undefined || isShutDown(after)) ? claimsOf(before as Pod) : [];
    default:
      return [];
  }
}

function allKeys(view: View): readonly Key[] {
  const claims = view.list("PersistentVolumeClaim").filter(isTerminating);
  const volumes = view.list("PersistentVolume").filter(isTerminating);
  return [
    ...claims.map((claim) => claimKey(namespaceOf(claim), claim.metadata.name)),
    ...volumes.map((volume) => volumeKey(volume.metadata.name)),
  ];
}

/**
 * A pod with a node holds the claims that it names for as long as it exists, whatever its phase; those made for its
 * ephemeral volumes until it is shut down, since it may wait for them to be gone.
 */
function holds(pod: Pod, name: string): boolean {
  if ((pod.spec.nodeName ?? "") === "") return false;
  return namedClaims(pod).includes(name) || !isShutDown(pod);
}

function isInUse(namespace: string, name: string, view: View): boolean {
  return view.indexed("Pod", "claim", `${namespace}/${name}`).some((pod) => holds(pod, name));
}

function release(object: KubeObject, finalizer: string, { api }: StepContext): Again {
  const finalizers = object.metadata.finalizers ?? [];
  if (!isTerminating(object) || !finalizers.includes(finalizer)) return SETTLED;
  const kept = finalizers.filter((one) => one !== finalizer);
  return settledOrGone(api.update({ ...object, metadata: { ...object.metadata, finalizers: kept } }));
}

function sync(key: Key, context: StepContext): Again {
  const { view } = context;
  const [kind, first = "", second = ""] = key.split("/");
  if (kind === "volume") {
    const volume: PersistentVolume | undefined = view.get("PersistentVolume", "", first);
    if (volume === undefined || volume.status?.phase === "Bound") return SETTLED;
    return release(volume, VOLUME_FINALIZER, context);
  }
  const claim = view.get("PersistentVolumeClaim", first, second);
  if (claim === undefined || isInUse(first, second, view)) return SETTLED;
  return release(claim, CLAIM_FINALIZER, context);
}

/**
 * Lets a claim that is to go do so once no pod with a node mounts it, and a volume once it is bound no more. The
 * finalizers themselves are set on admission.
 * @see pkg/controller/volume/pvcprotection/pvc_protection_controller.go, `processPVC`;
 *   pkg/controller/volume/pvprotection/pv_protection_controller.go, `processPV` (1.36)
 */
export const claimProtectionController: Controller = { name: "pvc-protection-controller", keysFor, allKeys, sync };
