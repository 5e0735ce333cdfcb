import { isJsonObject, sameJson } from "../../base/json.ts";
import { EMPTY_SET, elementsOf, fieldSetOf, isEmpty, isGranular, isStruct, union, type FieldSet } from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";

/** How one object differs from another, in fields. */
export interface FieldChanges {
  /** Set to another value, or set where nothing was. */
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

const NOTHING: FieldChanges = { changed: EMPTY_SET, removed: EMPTY_SET };

/** A new value's fields, with the containers that came with it. */
function added(value: unknown, schema: FieldSchema | undefined): FieldSet {
  const set = fieldSetOf(value, schema);
  if (!isGranular(value, schema)) return set;
  const children = new Map(
    elementsOf(value, schema).map(([element, item, inner]) => {
      const child = added(item, inner);
      return [element, Array.isArray(value) ? { ...child, own: true } : child] as const;
    }),
  );
  return { own: set.own || Array.isArray(value) || !isStruct(schema), children };
}

/**
 * Compares two values by the ownership rules of their schema.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `Compare`
 */
export function fieldChanges(before: unknown, after: unknown, schema: FieldSchema | undefined): FieldChanges {
  if (before === after) return NOTHING;
  if (after === undefined || after === null) {
    return before === undefined || before === null
      ? NOTHING
      : { ...NOTHING, removed: { ...added(before, schema), own: true } };
  }
  if (before === undefined || before === null) return { ...NOTHING, changed: added(after, schema) };
  const granular =
    isGranular(before, schema) && isGranular(after, schema) && isJsonObject(before) === isJsonObject(after);
  if (!granular) return sameJson(before, after) ? NOTHING : { ...NOTHING, changed: { own: true, children: new Map() } };
  const old = new Map(elementsOf(before, schema).map(([element, item, inner]) => [element, { item, inner }] as const));
  const now = new Map(elementsOf(after, schema).map(([element, item, inner]) => [element, { item, inner }] as const));
  let result = NOTHING;
  for (const element of new Set([...old.keys(), ...now.keys()])) {
    const inner = now.get(element)?.inner ?? old.get(element)?.inner;
    const itemIsNew = Array.isArray(after) && !old.has(element);
    const child = fieldChanges(old.get(element)?.item, now.get(element)?.item, inner);
    if (child === NOTHING && !itemIsNew) continue;
    const changed = itemIsNew ? { ...child.changed, own: true } : child.changed;
    result = {
      changed: below(result.changed, element, changed),
      removed: below(result.removed, element, child.removed),
    };
  }
  return result;
}

function below(set: FieldSet, element: string, child: FieldSet): FieldSet {
  if (isEmpty(child)) return set;
  return union(set, { own: false, children: new Map([[element, child]]) });
}
