import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namedClaims } from "../../api/kinds/pod/claims.ts";
import { podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { namespacedName, namespaceOf } from "../../api/object.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";
import { syncClaim } from "./claim-sync.ts";
import { createEphemeralClaims, hasEphemeralVolumes } from "./ephemeral-claims.ts";
import { syncVolume } from "./volume-sync.ts";

const claimKey = (namespace: string, name: string): Key => `claim/${namespace}/${name}`;
const volumeKey = (name: string): Key => `volume/${name}`;
const keyOfClaim = (claim: PersistentVolumeClaim): Key => claimKey(namespaceOf(claim), claim.metadata.name);

const podKey = (pod: Pod): Key => `pod/${namespacedName(pod)}`;

const isBound = (claim: PersistentVolumeClaim): boolean => claim.status?.phase === "Bound";

function unboundClaims(view: View): readonly Key[] {
  return view
    .list("PersistentVolumeClaim")
    .filter((claim) => !isBound(claim))
    .map(keyOfClaim);
}

function claimOf(volume: PersistentVolume | undefined): readonly Key[] {
  const { namespace = "", name } = volume?.spec.claimRef ?? {};
  return name === undefined ? [] : [claimKey(namespace, name)];
}

/** A claim that a volume was bound to takes it again before others do. */
function keysForVolume(change: Change, view: View): readonly Key[] {
  const [before, after] = [change.before as PersistentVolume | undefined, change.after as PersistentVolume | undefined];
  const left = before?.spec.claimRef?.uid === after?.spec.claimRef?.uid ? [] : claimOf(before);
  const claims = claimOf(after ?? before);
  const waiting = claims.length === 0 ? unboundClaims(view) : claims;
  return after === undefined ? waiting : [...left, volumeKey(change.key.name), ...waiting];
}

/** A claim that is gone leaves its volume, and may have been in the way of a pod's own. */
function keysForClaim({ key, after }: Change, view: View): readonly Key[] {
  if (after !== undefined) return [claimKey(key.namespace, key.name)];
  const id = `${key.namespace}/${key.name}`;
  const pods = view.indexed("Pod", "claim", id).filter(hasEphemeralVolumes);
  const volumes = view.indexed("PersistentVolume", "claim", id);
  return [...volumes.map((volume) => volumeKey(volume.metadata.name)), ...pods.map(podKey)];
}

const isUnschedulable = (pod: Pod | undefined): boolean =>
  pod !== undefined && podCondition(pod, "PodScheduled")?.status === "False";

/** New pods may have claims of their own; claims are told that a pod has found no node, so that they wait for that. */
function keysForPod(before: Pod | undefined, after: Pod | undefined, view: View): readonly Key[] {
  if (after === undefined) return [];
  if (before === undefined) return hasEphemeralVolumes(after) ? [podKey(after)] : [];
  if ((after.spec.nodeName ?? "") !== "" || !isUnschedulable(after) || isUnschedulable(before)) return [];
  const claims = namedClaims(after).flatMap(
    (name) => view.get("PersistentVolumeClaim", namespaceOf(after), name) ?? [],
  );
  return claims.filter((claim) => !isBound(claim)).map(keyOfClaim);
}

function keysFor(change: Change, view: View): readonly Key[] {
  switch (change.key.kind) {
    case "PersistentVolumeClaim":
      return keysForClaim(change, view);
    case "PersistentVolume":
      return keysForVolume(change, view);
    case "StorageClass":
      return unboundClaims(view);
    case "Pod":
      return keysForPod(change.before as Pod | undefined, change.after as Pod | undefined, view);
    default:
      return [];
  }
}

function allKeys(view: View): readonly Key[] {
  const volumes = view.list("PersistentVolume").filter((volume) => volume.status?.phase !== "Bound");
  const pods = view.list("Pod").filter(hasEphemeralVolumes);
  return [...pods.map(podKey), ...unboundClaims(view), ...volumes.map((volume) => volumeKey(volume.metadata.name))];
}

function sync(key: Key, context: StepContext): Again {
  const [kind, first = "", second = ""] = key.split("/");
  if (kind === "volume") {
    const volume = context.view.get("PersistentVolume", "", first);
    return volume === undefined ? SETTLED : syncVolume(volume, context);
  }
  if (kind === "pod") {
    const pod = context.view.get("Pod", first, second);
    return pod === undefined ? SETTLED : createEphemeralClaims(pod, context);
  }
  const claim = context.view.get("PersistentVolumeClaim", first, second);
  return claim === undefined ? SETTLED : syncClaim(claim, context);
}

/** Gives claims their volumes, from those there are or from their class, and takes volumes back. */
export const volumeBinderController: Controller = {
  name: "persistentvolume-controller",
  heedsFaults: true,
  keysFor,
  allKeys,
  sync,
};
