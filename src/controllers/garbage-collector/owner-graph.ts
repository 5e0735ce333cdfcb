import { groupOf, resourceKind, type KindName } from "../../api/kinds.ts";
import { byName, namespaceOf, type KubeObject, type ObjectKey, type OwnerReference } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { FOREGROUND_FINALIZER } from "../../cluster/deletion.ts";

/** The key under which an object of that kind is kept. */
function kindKey(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  const served = resourceKind(kind);
  if (served !== undefined && served.group === group) return served.key;
  return group === "" ? kind : `${kind}.${group}`;
}

export function keyOf(object: KubeObject): ObjectKey {
  const kind = kindKey(object.apiVersion, object.kind);
  return { kind, namespace: namespaceOf(object), name: object.metadata.name };
}

/** Where the owner that a reference names would be: in the dependent's namespace, or in none. */
export function ownerKey(reference: OwnerReference, dependent: KubeObject): ObjectKey {
  const kind = kindKey(reference.apiVersion, reference.kind);
  const namespace = resourceKind(kind)?.namespaced === false ? "" : namespaceOf(dependent);
  return { kind, namespace, name: reference.name };
}

/** The objects that name this one as an owner, kind by kind, each by name. */
export function dependentsOf(owner: KubeObject, view: View): readonly KubeObject[] {
  const { uid } = owner.metadata;
  if (uid === undefined) return [];
  const dependents: KubeObject[] = [];
  for (const kind of view.kinds() as readonly KindName[]) {
    if (view.count(kind, "owner", uid) > 0) dependents.push(...view.indexed(kind, "owner", uid).toSorted(byName));
  }
  return dependents;
}

export function hasDependents(owner: KubeObject, view: View): boolean {
  const { uid } = owner.metadata;
  return uid !== undefined && view.kinds().some((kind) => view.count(kind as KindName, "owner", uid) > 0);
}

/** Whether the object is only waiting for its dependents to be gone. */
export function waitsForDependents(object: KubeObject): boolean {
  return (
    object.metadata.deletionTimestamp !== undefined &&
    object.metadata.finalizers?.includes(FOREGROUND_FINALIZER) === true
  );
}
