import { VOLUME_FINALIZER, type PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { CLAIM_FINALIZER } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { claimNames, namedClaims } from "../../api/kinds/pod/claims.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { ATTRIBUTES_CLASS, ATTRIBUTES_FINALIZER } from "../../api/kinds/volumeattributesclass/types.ts";
import { isTerminating, namespaceOf, type KubeObject } from "../../api/object.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, settledOrGone, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";
import { areInUse, attributesNamed } from "./attributes-named.ts";

const claimKey = (namespace: string, name: string): Key => `claim/${namespace}/${name}`;
const volumeKey = (name: string): Key => `volume/${name}`;
const attributesKey = (name: string): Key => `attributes/${name}`;

function claimsOf(pod: Pod): readonly Key[] {
  return claimNames(pod).map((name) => claimKey(namespaceOf(pod), name));
}

/** The kubelet is done with the pod, which only finalizers keep. */
function isShutDown(pod: KubeObject): boolean {
  return isTerminating(pod) && pod.metadata.deletionGracePeriodSeconds === 0;
}

/** The classes of attributes that an object names no more. */
function attributesLeft({ before, after }: Change): readonly Key[] {
  const named = attributesNamed(before);
  if (named.length === 0) return named;
  const kept = attributesNamed(after);
  return named.filter((name) => !kept.includes(name)).map(attributesKey);
}

function keysFor(change: Change): readonly Key[] {
  const { key, before, after } = change;
  const isGoing = after !== undefined && isTerminating(after);
  switch (key.kind) {
    case "PersistentVolumeClaim":
      return isGoing ? [claimKey(key.namespace, key.name)] : attributesLeft(change);
    case "PersistentVolume":
      return isGoing ? [volumeKey(key.name)] : attributesLeft(change);
    case ATTRIBUTES_CLASS:
      return isGoing ? [attributesKey(key.name)] : [];
    case "Pod":
      return before !== undefined && (after === undefined || isShutDown(after)) ? claimsOf(before as Pod) : [];
    default:
      return [];
  }
}

function allKeys(view: View): readonly Key[] {
  const claims = view.list("PersistentVolumeClaim").filter(isTerminating);
  const volumes = view.list("PersistentVolume").filter(isTerminating);
  const attributes = view.list(ATTRIBUTES_CLASS).filter(isTerminating);
  return [
    ...claims.map((claim) => claimKey(namespaceOf(claim), claim.metadata.name)),
    ...volumes.map((volume) => volumeKey(volume.metadata.name)),
    ...attributes.map(({ metadata }) => attributesKey(metadata.name)),
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
  if (kind === "attributes") {
    const attributes = view.get(ATTRIBUTES_CLASS, "", first);
    if (attributes === undefined || areInUse(first, view)) return SETTLED;
    return release(attributes, ATTRIBUTES_FINALIZER, context);
  }
  const claim = view.get("PersistentVolumeClaim", first, second);
  if (claim === undefined || isInUse(first, second, view)) return SETTLED;
  return release(claim, CLAIM_FINALIZER, context);
}

/**
 * Lets a claim that is to go do so once no pod with a node mounts it, a volume once it is bound no more, and a class of
 * attributes once nothing names it. The finalizers themselves are set on admission.
 * @see pkg/controller/volume/pvcprotection/pvc_protection_controller.go, `processPVC`;
 *   pkg/controller/volume/pvprotection/pv_protection_controller.go, `processPV`;
 *   pkg/controller/volume/vacprotection/vac_protection_controller.go, `processVAC` (1.36)
 */
export const claimProtectionController: Controller = { name: "pvc-protection-controller", keysFor, allKeys, sync };
