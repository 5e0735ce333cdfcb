import { byBytes, isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import { DIRECTIVE, REPLACE, RETAIN_KEYS, strategyOf } from "./directives.ts";
import type { FieldSchema } from "./field-schema.ts";
import { goValue } from "./go-value.ts";
import { distinct } from "./list-order.ts";
import { jsonType, member } from "./members.ts";
import { PatchRefusal, plainRefusal } from "./refusal.ts";

function refuse(message: string): never {
  throw new PatchRefusal(plainRefusal(message));
}

function elementsByKey(list: readonly unknown[], mergeKey: string): ReadonlyMap<string, JsonObject> {
  const elements = new Map<string, JsonObject>();
  for (const element of list) {
    const key = isJsonObject(element) ? member(element, mergeKey) : undefined;
    if (!isJsonObject(element) || key === undefined) {
      return refuse(`cannot find merge key \`${mergeKey}\` in merging list element:${goValue(element)}`);
    }
    elements.set(goValue(key), element);
  }
  return elements;
}

function mergedElementsConflict(a: readonly unknown[], b: readonly unknown[], schema: FieldSchema): boolean {
  const others = elementsByKey(b, schema.patchMergeKey);
  return [...elementsByKey(a, schema.patchMergeKey)].some(([key, element]) => {
    const other = others.get(key);
    return other !== undefined && patchesConflict(element, other, schema.items);
  });
}

function sortedScalars(list: readonly unknown[]): readonly unknown[] {
  return distinct(list).toSorted((a, b) => byBytes(goValue(a), goValue(b)));
}

/** Merged lists of scalars never are in each other's way; lists that are replaced have to be equal. */
function listsConflict(a: readonly unknown[], b: readonly unknown[], schema: FieldSchema | undefined): boolean {
  const types = new Set([...a, ...b].map(jsonType));
  if (types.size === 0) refuse("no elements in any of the given slices");
  if (types.size > 1) refuse(`list element types are not identical: ${goValue([a, b])}`);
  const areMaps = types.has("map");
  if (schema !== undefined && strategyOf(schema).strategy === "merge") {
    return areMaps && mergedElementsConflict(a, b, schema);
  }
  if (a.length !== b.length) return true;
  if (!areMaps) return !sameJson(sortedScalars(a), sortedScalars(b));
  return a.some((element, index) => valuesConflict(element, b[index], schema?.items));
}

/**
 * Whether two strategic merge patches give the same field different values. Throws `PatchRefusal` where lists cannot be
 * compared.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `MergingMapsHaveConflicts` (1.36)
 */
export function patchesConflict(a: JsonObject, b: JsonObject, schema: FieldSchema | undefined): boolean {
  if (member(a, DIRECTIVE) !== member(b, DIRECTIVE)) return true;
  return Object.keys(a).some((name) => {
    if (name === DIRECTIVE || name === RETAIN_KEYS || !Object.hasOwn(b, name)) return false;
    return valuesConflict(a[name], b[name], schema?.field(name));
  });
}

function valuesConflict(a: unknown, b: unknown, schema: FieldSchema | undefined): boolean {
  if (Array.isArray(a)) return !Array.isArray(b) || listsConflict(a, b, schema);
  if (!isJsonObject(a)) return !sameJson(a, b);
  if (!isJsonObject(b) || member(a, DIRECTIVE) !== member(b, DIRECTIVE)) return true;
  return strategyOf(schema).strategy !== REPLACE && patchesConflict(a, b, schema);
}
