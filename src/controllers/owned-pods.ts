import type { KindTypes } from "../api/kinds.ts";
import type { Pod, PodTemplateSpec } from "../api/kinds/pod/types.ts";
import {
  byName,
  controllerOf,
  namespaceOf,
  type KubeObject,
  type ObjectKey,
  type OwnerReference,
} from "../api/object.ts";
import { selects, type LabelSelector } from "../api/selector.ts";
import { nameTail } from "../base/chance.ts";
import { sameJson } from "../base/json.ts";
import { share } from "../base/shared.ts";
import type { Change } from "../cluster/change.ts";
import { keptPrefix } from "../cluster/identity.ts";
import type { StepContext } from "./controller.ts";

/** The reference that makes an object's controller of its author. */
export function controllerReference(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  const { name, uid = "" } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/**
 * An object that somebody takes over: a reference to the new owner that is there already becomes the controlling one.
 * @see pkg/controller/controller_ref_manager.go, `AdoptPod`: references are merged by uid (1.36)
 */
export function takenBy<T extends KubeObject>(object: T, owner: OwnerReference): T {
  const references = object.metadata.ownerReferences ?? [];
  const isKnown = references.some(({ uid }) => uid === owner.uid);
  const merged = references.map((one) => (one.uid === owner.uid ? { ...one, ...owner } : one));
  return { ...object, metadata: { ...object.metadata, ownerReferences: isKnown ? merged : [...references, owner] } };
}

function released<T extends KubeObject>(object: T, owner: KubeObject): T {
  const references = (object.metadata.ownerReferences ?? []).filter((one) => one.uid !== owner.metadata.uid);
  const { ownerReferences: _dropped, ...rest } = object.metadata;
  return { ...object, metadata: references.length === 0 ? rest : { ...rest, ownerReferences: references } };
}

/**
 * Whether somebody may want to take the object now: it has no controller, and is new, or came to have none or other labels.
 * @see pkg/controller/replicaset/replica_set.go, `updatePod` (1.36)
 */
export function isUpForAdoption({ before, after }: Change): boolean {
  if (after === undefined || controllerOf(after) !== undefined) return false;
  return (
    before === undefined ||
    controllerOf(before) !== undefined ||
    !sameJson(before.metadata.labels, after.metadata.labels)
  );
}

/** The objects of a workload, and why some could not be taken or let go of: then the pass is to end. */
export interface Claimed<T> {
  readonly objects: readonly T[];
  readonly error?: string;
}

/** Whose objects are claimed, and which: those with labels that the selector matches. */
export interface Claim<T> {
  readonly owner: KubeObject;
  readonly selector: LabelSelector;
  /** Others are neither let go of nor taken. */
  readonly looksAt: (object: T) => boolean;
}

/**
 * The objects of a workload: those it controls and selects. Of the objects it looks at it lets go of those it no longer
 * selects, and takes those it does that nobody controls. All are tried.
 * @see pkg/controller/controller_ref_manager.go, `ClaimPods`, `ClaimReplicaSets`, `ClaimControllerRevisions` (1.36)
 */
export function claimOwned<K extends keyof KindTypes>(
  kind: K,
  { owner, selector, looksAt }: Claim<KindTypes[K]>,
  { view, api }: StepContext,
): Claimed<KindTypes[K]> {
  const isLeaving = owner.metadata.deletionTimestamp !== undefined;
  const objects: KindTypes[K][] = [];
  const errors: string[] = [];
  for (const object of view.indexed(kind, "controller", owner.metadata.uid ?? "")) {
    if (selects(selector, object.metadata.labels)) {
      objects.push(object);
      continue;
    }
    if (isLeaving || !looksAt(object)) continue;
    const answer = api.update(released(object, owner));
    if (!answer.ok && answer.status.code !== 404 && answer.status.code !== 422) errors.push(answer.status.message);
  }
  if (isLeaving) return { objects };
  for (const orphan of view.indexed(kind, "controller", `orphan:${namespaceOf(owner)}`).toSorted(byName)) {
    if (orphan.metadata.deletionTimestamp !== undefined || !looksAt(orphan)) continue;
    if (!selects(selector, orphan.metadata.labels)) continue;
    const answer = api.update(takenBy(orphan, controllerReference(owner)));
    if (answer.ok) objects.push(answer.object);
    else if (answer.status.code !== 404) errors.push(answer.status.message);
  }
  return errors.length === 0 ? { objects } : { objects, error: errors.join(", ") };
}

/** A name that no pod of the owner had before: the owner has changed since, if only in its status. */
function freeName(owner: KubeObject, generateName: string, { api, world }: StepContext): string {
  const key = (kind: string, name: string): ObjectKey => ({ kind, namespace: namespaceOf(owner), name });
  const version = api.live(key(owner.kind, owner.metadata.name))?.metadata.resourceVersion ?? "";
  for (let attempt = 0; ; attempt++) {
    const facts = ["Pod", owner.metadata.uid ?? "", version, String(attempt)];
    const name = `${keptPrefix(generateName)}${nameTail(world.settings.seed, ...facts)}`;
    if (api.live(key("Pod", name)) === undefined) return name;
  }
}

/**
 * A new pod of a template, under a name that is free.
 * @see pkg/controller/controller_utils.go, `GetPodFromTemplate` (1.36)
 */
export function podFor(owner: KubeObject, template: PodTemplateSpec, context: StepContext): Pod {
  const namespace = namespaceOf(owner);
  const generateName = `${owner.metadata.name}-`;
  const name = freeName(owner, generateName, context);
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      generateName,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: share(template.spec),
  };
}
