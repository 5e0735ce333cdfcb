import { changedEndpoints } from "../api/kinds/endpointslice/changed-endpoints.ts";
import { SERVICE_NAME_LABEL, type Endpoint, type EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import { REVISION_LABEL, type ControllerRevision } from "../api/kinds/controllerrevision/types.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { namedClaims } from "../api/kinds/pod/claims.ts";
import { containerStatusesOf, isPodReady, podCondition, type Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import { sameJson } from "../base/json.ts";
import type { Change } from "../cluster/change.ts";
import type { EffectVerb, Happening } from "../cluster/happening.ts";

type Found = Omit<Happening, "seq" | "at">;

const SHORT_KINDS: Readonly<Record<string, string>> = {
  Pod: "pod",
  PersistentVolumeClaim: "pvc",
  ControllerRevision: "controllerrevision",
};

/** `kind/name` of an object's owners, sorted: how an `own` effect names them. */
function ownersOf(object: KubeObject): readonly string[] {
  return (object.metadata.ownerReferences ?? []).map((owner) => `${owner.kind.toLowerCase()}/${owner.name}`).sort();
}

function revisionOf(pod: Pod): string | undefined {
  return pod.metadata.labels?.[REVISION_LABEL];
}

const NO_FACTS: Partial<Found> = {};

/** Why a pod is not running yet, in the words of the STATUS column, and the image it waits for. */
interface Wait {
  readonly reason: string;
  readonly image?: string;
}

const UNREMARKABLE: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);
const FOR_IMAGE: ReadonlySet<string> = new Set(["ErrImagePull", "ImagePullBackOff", "InvalidImageName"]);

function waitOf(pod: Pod): Wait | undefined {
  const scheduled = podCondition(pod, "PodScheduled");
  if (scheduled?.status === "False") return { reason: scheduled.reason ?? "Unschedulable" };
  for (const { state, image } of containerStatusesOf(pod)) {
    const reason = state?.waiting?.reason;
    if (reason === undefined || UNREMARKABLE.has(reason)) continue;
    return FOR_IMAGE.has(reason) ? { reason, image } : { reason };
  }
  return undefined;
}

function podFacts(pod: Pod, isNew: boolean): Partial<Found> {
  const revision = isNew ? revisionOf(pod) : undefined;
  const claims = namedClaims(pod);
  const node = pod.spec.nodeName ?? "";
  if (revision === undefined && claims.length === 0) return node === "" ? NO_FACTS : { node };
  return {
    ...(node === "" ? {} : { node }),
    ...(claims.length === 0 ? {} : { claims }),
    ...(revision === undefined ? {} : { revision }),
  };
}

function podEffects(before: Pod, after: Pod): readonly EffectVerb[] {
  const effects: EffectVerb[] = [];
  const wasReady = isPodReady(before);
  const isReady = isPodReady(after);
  if (!wasReady && isReady) effects.push("ready");
  if (wasReady && !isReady) effects.push("unready");
  const phase = after.status?.phase;
  if (phase !== before.status?.phase && phase === "Failed") effects.push("failed");
  if (phase !== before.status?.phase && phase === "Succeeded") effects.push("succeeded");
  if (revisionOf(before) !== revisionOf(after)) effects.push("relabel");
  return effects;
}

/** Which facts an effect carries: a revision's name goes with a pod's creation, a number with a revision's. */
function factsFor(effect: EffectVerb, object: KubeObject): Partial<Found> {
  switch (object.kind) {
    case "Pod":
      return podFacts(object as Pod, effect === "create");
    case "PersistentVolumeClaim": {
      const size = (object as PersistentVolumeClaim).spec.resources?.requests?.["storage"];
      return size === undefined ? NO_FACTS : { size: String(size) };
    }
    case "ControllerRevision":
      if (effect !== "create" && effect !== "renumber") return NO_FACTS;
      return { number: (object as ControllerRevision).revision };
    default:
      return NO_FACTS;
  }
}

function isBound(object: KubeObject): boolean {
  return (object as PersistentVolumeClaim).status?.phase === "Bound";
}

function updateEffects(before: KubeObject, after: KubeObject): readonly EffectVerb[] {
  if (after.kind === "Pod") return podEffects(before as Pod, after as Pod);
  if (after.kind === "ControllerRevision") {
    return (before as ControllerRevision).revision === (after as ControllerRevision).revision ? [] : ["renumber"];
  }
  return !isBound(before) && isBound(after) ? ["bound"] : [];
}

function objectHappenings(kind: string, { before, after }: Change): readonly Found[] {
  const object = after ?? before;
  if (object === undefined) return [];
  const { name, namespace = "" } = object.metadata;
  const found = (effect: EffectVerb, more: Partial<Found> = {}): Found => ({
    effect,
    kind,
    namespace,
    name,
    ...factsFor(effect, object),
    ...more,
  });
  if (before === undefined) return [found("create")];
  const wasAsked = before.metadata.deletionTimestamp !== undefined;
  if (after === undefined) {
    return kind === "controllerrevision" || wasAsked ? [found("remove")] : [found("delete"), found("remove")];
  }
  const list: Found[] = [];
  if (before.metadata.ownerReferences !== after.metadata.ownerReferences) {
    const owners = ownersOf(after);
    if (!sameJson(owners, ownersOf(before))) list.push(found("own", { owners }));
  }
  for (const effect of updateEffects(before, after)) list.push(found(effect));
  if (kind === "pod") list.push(...waitingHappening(before as Pod, after as Pod, found));
  if (!wasAsked && after.metadata.deletionTimestamp !== undefined) list.push(found("delete"));
  return list;
}

function waitingHappening(
  before: Pod,
  after: Pod,
  found: (effect: EffectVerb, more: Partial<Found>) => Found,
): readonly Found[] {
  const wait = waitOf(after);
  return wait === undefined || wait.reason === waitOf(before)?.reason ? [] : [found("waiting", wait)];
}

function isAnswered(endpoint: Endpoint): boolean {
  return endpoint.hostname !== undefined && endpoint.conditions?.ready !== false;
}

const NO_NAMES: ReadonlyMap<string, readonly string[]> = new Map();
const NO_ENDPOINTS: readonly Endpoint[] = [];

/** The host names of endpoints that DNS answers, with their addresses. */
function answered(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly string[]> {
  if (!endpoints.some(isAnswered)) return NO_NAMES;
  const names = new Map<string, readonly string[]>();
  for (const endpoint of endpoints) {
    if (endpoint.hostname !== undefined && isAnswered(endpoint)) names.set(endpoint.hostname, endpoint.addresses);
  }
  return names;
}

function nameHappenings({ before, after }: Change): readonly Found[] {
  const slice = (after ?? before) as EndpointSlice;
  const service = slice.metadata.labels?.[SERVICE_NAME_LABEL];
  if (service === undefined) return [];
  const old = (before as EndpointSlice | undefined)?.endpoints ?? NO_ENDPOINTS;
  const now = (after as EndpointSlice | undefined)?.endpoints ?? NO_ENDPOINTS;
  const { gone, come } = changedEndpoints(old, now);
  const [was, is] = [answered(gone), answered(come)];
  const namespace = slice.metadata.namespace ?? "";
  const list: Found[] = [];
  for (const [hostname, addresses] of was) {
    if (is.has(hostname)) continue;
    list.push({ effect: "vanishes", kind: "name", namespace, name: `${hostname}.${service}`, addresses });
  }
  for (const [hostname, addresses] of is) {
    if (sameJson(was.get(hostname), addresses)) continue;
    list.push({ effect: "resolves", kind: "name", namespace, name: `${hostname}.${service}`, addresses });
  }
  return list;
}

/** What a reader of the timeline wants to know of one change; mostly nothing. */
export function happeningsOf(change: Change): readonly Found[] {
  if (change.key.kind === "EndpointSlice") return nameHappenings(change);
  const kind = SHORT_KINDS[change.key.kind];
  return kind === undefined ? [] : objectHappenings(kind, change);
}
