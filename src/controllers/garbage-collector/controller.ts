import type { KubeObject } from "../../api/object.ts";
import type { Change } from "../../cluster/change.ts";
import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from "../../cluster/deletion.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, settledBy, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";
import { collect } from "./dependent.ts";
import { dependentsOf, keyOf, ownerKey, waitsForDependents } from "./owner-graph.ts";

function keyText(object: KubeObject): Key {
  const { kind, namespace, name } = keyOf(object);
  return `${kind}/${namespace}/${name}`;
}

function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.deletionTimestamp !== undefined && object.metadata.finalizers?.includes(finalizer) === true;
}

const isOwnersTurn = (object: KubeObject): boolean =>
  hasFinalizer(object, ORPHAN_FINALIZER) || hasFinalizer(object, FOREGROUND_FINALIZER);

/** Those of an object's owners that wait for it. */
function waitingOwners(object: KubeObject, view: View): readonly Key[] {
  return (object.metadata.ownerReferences ?? []).flatMap((reference) => {
    const { kind, namespace, name } = ownerKey(reference, object);
    const owner = view.get(kind, namespace, name);
    return owner !== undefined && waitsForDependents(owner) ? [keyText(owner)] : [];
  });
}

/** Whether an owner of the object is not there as it was, so that there is something to do. */
function hasLostOwner(object: KubeObject, view: View): boolean {
  return (object.metadata.ownerReferences ?? []).some((reference) => {
    const { kind, namespace, name } = ownerKey(reference, object);
    const owner = view.get(kind, namespace, name);
    return owner?.metadata.uid !== reference.uid || (owner !== undefined && waitsForDependents(owner));
  });
}

function keysFor({ before, after }: Change, view: View): readonly Key[] {
  if (after === undefined) {
    if (before === undefined) return [];
    return [...waitingOwners(before, view), ...dependentsOf(before, view).map(keyText)];
  }
  const isOwned = after.metadata.ownerReferences !== undefined;
  const moved = before?.metadata.ownerReferences !== after.metadata.ownerReferences;
  if (isOwnersTurn(after)) return [keyText(after)];
  if (!moved) return [];
  const isToLookAt = isOwned && (before !== undefined || hasLostOwner(after, view));
  return [...(before === undefined ? [] : waitingOwners(before, view)), ...(isToLookAt ? [keyText(after)] : [])];
}

function allKeys(view: View): readonly Key[] {
  const objects = view.kinds().flatMap((kind) => view.list(kind));
  return objects.filter((object) => isOwnersTurn(object) || hasLostOwner(object, view)).map(keyText);
}

function withoutFinalizer(owner: KubeObject, finalizer: string, { api }: StepContext): Again {
  const current = api.live(keyOf(owner));
  if (current === undefined) return SETTLED;
  const finalizers = (current.metadata.finalizers ?? []).filter((one) => one !== finalizer);
  return settledBy(api.update({ ...current, metadata: { ...current.metadata, finalizers } }));
}

/** @see pkg/controller/garbagecollector/garbagecollector.go, `orphanDependents` (1.36) */
function orphanDependents(owner: KubeObject, context: StepContext): Again {
  for (const dependent of dependentsOf(owner, context.view)) {
    const references = dependent.metadata.ownerReferences ?? [];
    const ownerReferences = references.filter((reference) => reference.uid !== owner.metadata.uid);
    const { ownerReferences: _dropped, ...rest } = dependent.metadata;
    const metadata = ownerReferences.length === 0 ? rest : { ...rest, ownerReferences };
    const answer = context.api.update({ ...dependent, metadata });
    if (!answer.ok && answer.status.code !== 404) return retryAfter(answer.status);
  }
  return withoutFinalizer(owner, ORPHAN_FINALIZER, context);
}

/**
 * Revisions are left to a second turn: their owner, which makes them anew as long as it is there, hears of its pods first.
 * @see pkg/controller/garbagecollector/garbagecollector.go, `processDeletingDependentsItem` (1.36)
 */
function deleteDependents(owner: KubeObject, context: StepContext): Again {
  const blocking = dependentsOf(owner, context.view).filter((dependent) =>
    dependent.metadata.ownerReferences?.some(
      (reference) => reference.uid === owner.metadata.uid && reference.blockOwnerDeletion === true,
    ),
  );
  if (blocking.length === 0) return withoutFinalizer(owner, FOREGROUND_FINALIZER, context);
  const [revisions, others] = [blocking.filter(isRevision), blocking.filter((one) => !isRevision(one))];
  const remaining = others.filter((dependent) => dependent.metadata.deletionTimestamp === undefined);
  for (const dependent of remaining.length > 0 ? remaining : revisions) {
    const again = collect(dependent, context);
    if (again.kind !== "settled") return again;
  }
  return remaining.length > 0 && revisions.length > 0 ? { kind: "at", at: context.now } : SETTLED;
}

function isRevision(object: KubeObject): boolean {
  return object.kind === "ControllerRevision";
}

function sync(key: Key, context: StepContext): Again {
  const [kind = "", namespace = "", name = ""] = key.split("/");
  const object = context.view.get(kind, namespace, name);
  if (object === undefined) return SETTLED;
  if (hasFinalizer(object, ORPHAN_FINALIZER)) return orphanDependents(object, context);
  if (hasFinalizer(object, FOREGROUND_FINALIZER)) return deleteDependents(object, context);
  return collect(object, context);
}

/**
 * Deletes what has lost its owners, and carries out deletions that are to take the dependents along or leave them.
 * @see pkg/controller/garbagecollector/garbagecollector.go (1.36)
 */
export const garbageCollectorController: Controller = {
  name: "garbage-collector",
  isLate: true,
  keysFor,
  allKeys,
  sync,
};
