import { isJsonObject, sameJson } from "../../base/json.ts";
import { EMPTY_SET, elementsOf, isEmpty, isGranular, LEAF, union, type FieldSet } from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";

/** How one object differs from another, in fields. */
export interface FieldChanges {
  /** Set to another value, or set where nothing was. */
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

const NOTHING: FieldChanges = { changed: EMPTY_SET, removed: EMPTY_SET };

/** Every path into a value, those of its containers too. */
function pathsOf(value: unknown, schema: FieldSchema | undefined): FieldSet {
  if (!isGranular(value, schema)) return LEAF;
  const elements = elementsOf(value, schema);
  return { own: true, children: new Map(elements.map(([element, item, inner]) => [element, pathsOf(item, inner)])) };
}

/**
 * Compares two values by the ownership rules of their schema.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `Compare`
 */
export function fieldChanges(before: unknown, after: unknown, schema: FieldSchema | undefined): FieldChanges {
  if (before === after) return NOTHING;
  if (before === undefined) return { ...NOTHING, changed: pathsOf(after, schema) };
  if (after === undefined) return { ...NOTHING, removed: pathsOf(before, schema) };
  if (isLeaf(before, after, schema)) return sameJson(before, after) ? NOTHING : { ...NOTHING, changed: LEAF };
  const old = new Map(elementsOf(before, schema).map(([element, item, inner]) => [element, { item, inner }] as const));
  const now = new Map(elementsOf(after, schema).map(([element, item, inner]) => [element, { item, inner }] as const));
  let result = NOTHING;
  for (const element of new Set([...old.keys(), ...now.keys()])) {
    const inner = now.get(element)?.inner ?? old.get(element)?.inner;
    const child = fieldChanges(old.get(element)?.item, now.get(element)?.item, inner);
    if (child === NOTHING) continue;
    result = {
      changed: below(result.changed, element, child.changed),
      removed: below(result.removed, element, child.removed),
    };
  }
  return result;
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** Null stands for an empty map or list; where both sides are empty, they are compared as a whole. */
function isLeaf(before: unknown, after: unknown, schema: FieldSchema | undefined): boolean {
  if (isNothing(before) && isNothing(after)) return true;
  const granular = [before, after].every((value) => value === null || isGranular(value, schema));
  return !granular || (before !== null && after !== null && isJsonObject(before) !== isJsonObject(after));
}

function below(set: FieldSet, element: string, child: FieldSet): FieldSet {
  if (isEmpty(child)) return set;
  return union(set, { own: false, children: new Map([[element, child]]) });
}
