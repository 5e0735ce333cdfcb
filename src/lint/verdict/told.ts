import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { type FieldPath, nameOf, valueAt } from "../../base/field-path.ts";
import type { Flaw } from "../flaw.ts";
import type { Member } from "../project.ts";
import type { Refusal } from "./refusal.ts";

type IsTold = (path: FieldPath) => boolean;

/** The field, and before it all that it is in, as texts. */
function fieldsTo(path: FieldPath): readonly string[] {
  let text = "";
  return path.map((segment) => (text += `\0${nameOf(segment)}`));
}

/** Whether a field is one of those that the API server's words tell of, holds one, or lies in one. */
function inWords({ told }: Refusal): IsTold {
  const ways = told.map(fieldsTo);
  const fields = new Set(ways.map((way) => way.at(-1)));
  const holders = new Set(ways.flat());
  return (path) => {
    const way = fieldsTo(path);
    return holders.has(way.at(-1) ?? "") || way.some((field) => fields.has(field));
  };
}

function addNames(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) addNames(part, names.add(name));
}

/** Whether a field is missing that may be meant by one that nobody knows: beside it, of its name, or holding that. */
function missed({ manifest, unread }: Refusal): IsTold {
  const parents = new Set(unread.map((path) => fieldsTo(path).at(-2)));
  const names = new Set<string>();
  for (const path of unread) addNames(valueAt(manifest.object, path), names.add(nameOf(path.at(-1))));
  return (path) =>
    (parents.has(fieldsTo(path).at(-2)) || names.has(nameOf(path.at(-1)))) &&
    (valueAt(manifest.object, path) ?? undefined) === undefined;
}

/** By namespace: names of fields of which the API server's words tell, and of what lies in those that nobody knows. */
function doubtedNames(members: readonly Member[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byNamespace = new Map<string, Set<string>>();
  for (const { object, refusal } of members) {
    if (refusal === undefined) continue;
    const namespace = namespaceOf(object);
    const names = byNamespace.get(namespace) ?? new Set();
    byNamespace.set(namespace, names);
    for (const path of refusal.told) for (const segment of path) names.add(nameOf(segment));
    for (const path of refusal.unread) addNames(valueAt(refusal.manifest.object, path), names);
  }
  return byNamespace;
}

/**
 * What is left to say of what rules find: nothing about fields of which the API server's words tell, whether the checked
 * object's or another's that the finding is about as well, nor about what its rule looks for in such fields. Once they
 * are put right, it may be wrong.
 */
export function untold(members: readonly Member[]): (flaw: Flaw, member: Member) => boolean {
  const told = new Map<KubeObject, readonly IsTold[]>();
  for (const { object, refusal } of members) {
    if (refusal !== undefined) told.set(object, [inWords(refusal), missed(refusal)]);
  }
  const isTold = (object: KubeObject, path: FieldPath): boolean => told.get(object)?.some((is) => is(path)) === true;
  if (told.size === 0) return () => true;
  const doubted = doubtedNames(members);
  return ({ rule: { looksFor = [] }, path, related }, { object, refusal }) =>
    (refusal === undefined || !isTold(object, path)) &&
    !looksFor.some((name) => doubted.get(namespaceOf(object))?.has(name)) &&
    related?.every((place) => !isTold(place.object, place.path)) !== false;
}
