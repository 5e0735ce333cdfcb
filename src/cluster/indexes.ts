import { changedEndpoints } from "../api/kinds/endpointslice/changed-endpoints.ts";
import type { Event } from "../api/kinds/event/types.ts";
import {
  SERVICE_NAME_LABEL,
  SLICE_MAX_ENDPOINTS,
  type Endpoint,
  type EndpointSlice,
} from "../api/kinds/endpointslice/types.ts";
import type { PersistentVolume } from "../api/kinds/persistentvolume/types.ts";
import { claimNameOf } from "../api/kinds/pod/claims.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { POD_INDEX_LABEL, POD_NAME_LABEL } from "../api/kinds/statefulset/types.ts";
import { controllerOf, type KubeObject } from "../api/object.ts";
import type { IndexName } from "./view.ts";

/** The keys under which an index finds an object; none when the object does not belong into it. */
type KeysOf = (object: KubeObject) => readonly string[];

const NONE: readonly string[] = [];

function ownerKeys(object: KubeObject): readonly string[] {
  const references = object.metadata.ownerReferences;
  return references === undefined ? NONE : references.map((reference) => reference.uid);
}

function controllerKeys(object: KubeObject): readonly string[] {
  const controller = controllerOf(object);
  if (controller !== undefined) return [controller.uid];
  const mayBeAdopted = object.kind === "Pod" || object.kind === "ControllerRevision" || object.kind === "ReplicaSet";
  return mayBeAdopted ? [`orphan:${object.metadata.namespace ?? ""}`] : NONE;
}

/** Labels that name one pod each: nobody looks pods up by them, and each would cost a bucket of its own. */
export const UNIQUE_LABELS: ReadonlySet<string> = new Set([POD_NAME_LABEL, POD_INDEX_LABEL]);

function labelKeys(object: KubeObject): readonly string[] {
  const { labels, namespace } = object.metadata;
  if (labels === undefined) return NONE;
  const keys: string[] = [];
  for (const name in labels) if (!UNIQUE_LABELS.has(name)) keys.push(`${namespace ?? ""}/${name}=${labels[name]}`);
  return keys;
}

function nodeKeys(pod: Pod): readonly string[] {
  return [pod.spec.nodeName ?? ""];
}

/** Pods of one controller on one node, those that are going left out; a pod without a controller is beside nobody. */
export function besideKey(controllerUid: string, nodeName: string): string {
  return `${controllerUid}/${nodeName}`;
}

function besideKeys(pod: Pod): readonly string[] {
  const { nodeName = "" } = pod.spec;
  const { uid } = controllerOf(pod) ?? {};
  if (uid === undefined || nodeName === "" || pod.metadata.deletionTimestamp !== undefined) return NONE;
  return [besideKey(uid, nodeName)];
}

function podClaimKeys(pod: Pod): readonly string[] {
  const volumes = pod.spec.volumes;
  if (volumes === undefined) return NONE;
  const keys: string[] = [];
  for (const volume of volumes) {
    const name = claimNameOf(pod, volume);
    if (name !== undefined) keys.push(`${pod.metadata.namespace ?? ""}/${name}`);
  }
  return keys;
}

function imageKeys(pod: Pod): readonly string[] {
  const keys = pod.spec.containers.map((container) => container.image ?? "");
  for (const container of pod.spec.initContainers ?? []) keys.push(container.image ?? "");
  return [...new Set(keys)];
}

/** Volumes that anybody may claim are together under "". */
const UNRESERVED: readonly string[] = [""];

function volumeClaimKeys(volume: PersistentVolume): readonly string[] {
  const reference = volume.spec.claimRef;
  return reference?.name === undefined ? UNRESERVED : [`${reference.namespace ?? ""}/${reference.name}`];
}

function serviceKeys(slice: EndpointSlice): readonly string[] {
  const service = slice.metadata.labels?.[SERVICE_NAME_LABEL];
  return service === undefined ? NONE : [`${slice.metadata.namespace ?? ""}/${service}`];
}

/** Slices that can take another endpoint of the same ports. */
function roomKeys(slice: EndpointSlice): readonly string[] {
  return slice.endpoints.length < SLICE_MAX_ENDPOINTS ? serviceKeys(slice) : NONE;
}

function podKeys(endpoints: readonly Endpoint[], namespace: string): readonly string[] {
  const keys: string[] = [];
  for (const { targetRef } of endpoints) if (targetRef?.name !== undefined) keys.push(`${namespace}/${targetRef.name}`);
  return keys;
}

function endpointKeys(slice: EndpointSlice): readonly string[] {
  return podKeys(slice.endpoints, slice.metadata.namespace ?? "");
}

/** Of two versions of a slice only the endpoints that they do not share. */
function changedEndpointKeys(before: EndpointSlice, after: EndpointSlice): KeyChange {
  const { gone, come } = changedEndpoints(before.endpoints, after.endpoints);
  const namespace = after.metadata.namespace ?? "";
  return { gone: podKeys(gone, namespace), come: podKeys(come, namespace) };
}

function involvedKeys(event: Event): readonly string[] {
  return event.involvedObject.uid === undefined ? NONE : [event.involvedObject.uid];
}

const OWNED: Partial<Record<IndexName, KeysOf>> = { owner: ownerKeys, controller: controllerKeys };

const OF_KIND: Readonly<Record<string, Partial<Record<IndexName, KeysOf>>>> = {
  Pod: {
    ...OWNED,
    node: (object) => nodeKeys(object as Pod),
    beside: (object) => besideKeys(object as Pod),
    claim: (object) => podClaimKeys(object as Pod),
    image: (object) => imageKeys(object as Pod),
    label: labelKeys,
  },
  ControllerRevision: { ...OWNED, label: labelKeys },
  PersistentVolume: { ...OWNED, claim: (object) => volumeClaimKeys(object as PersistentVolume) },
  EndpointSlice: {
    ...OWNED,
    service: (object) => serviceKeys(object as EndpointSlice),
    room: (object) => roomKeys(object as EndpointSlice),
    endpoint: (object) => endpointKeys(object as EndpointSlice),
  },
  Event: { ...OWNED, involved: (object) => involvedKeys(object as Event) },
};

/** The keys under which an index found an object before and no longer does, and the other way round. May overlap. */
export interface KeyChange {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Two versions of an object are under the same keys. */
export const UNCHANGED: KeyChange = { gone: NONE, come: NONE };

/** The part of an object that an index reads, besides the namespace and name that two versions share. */
function partRead(index: IndexName, object: KubeObject): unknown {
  switch (index) {
    case "owner":
    case "controller":
      return object.metadata.ownerReferences;
    case "label":
    case "service":
      return object.metadata.labels;
    case "node":
      return (object as Pod).spec.nodeName;
    case "beside":
      return object;
    case "claim":
    case "image":
      return (object as Pod | PersistentVolume).spec;
    case "involved":
      return (object as Event).involvedObject;
    case "endpoint":
    case "room":
      return (object as EndpointSlice).endpoints;
  }
}

/** Whether two objects of a kind are surely under the same keys: those of one table of a state have their owners in common. */
export function shareKeys(index: IndexName, { metadata: a }: KubeObject, { metadata: b }: KubeObject): boolean {
  const isOfOwners = index === "owner" || index === "controller";
  return isOfOwners && a.ownerReferences === b.ownerReferences && a.namespace === b.namespace;
}

/** How two versions of an object differ in an index, where that is found faster than by comparing all keys. */
export function keyChangeOf(index: IndexName, before: KubeObject, after: KubeObject): KeyChange | undefined {
  if (partRead(index, before) === partRead(index, after)) return UNCHANGED;
  if (index !== "endpoint") return undefined;
  return changedEndpointKeys(before as EndpointSlice, after as EndpointSlice);
}

/** The indexes kept for a kind: of every kind those of owners, of some kinds more. */
export function indexesOf(kind: string): readonly (readonly [IndexName, KeysOf])[] {
  return Object.entries(OF_KIND[kind] ?? OWNED) as [IndexName, KeysOf][];
}
