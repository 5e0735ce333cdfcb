import { isJsonObject } from "../../base/json.ts";

function isEmptyMap(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function restored(object: unknown, document: unknown): unknown {
  if (Array.isArray(object) && Array.isArray(document)) {
    const written: readonly unknown[] = document;
    return object.map((item: unknown, index) => restored(item, written[index]));
  }
  if (!isJsonObject(object) || !isJsonObject(document)) return object;
  const kept = Object.entries(object).map(([name, value]) => [name, restored(value, document[name])] as const);
  const empty = Object.entries(document).filter(([name, value]) => !Object.hasOwn(object, name) && isEmptyMap(value));
  return Object.fromEntries([...kept, ...empty]);
}

/**
 * A decoded value with the empty maps of the document it comes from: they are never written, but Go holds them as
 * something else than nothing, and shows them so where it says what is wrong.
 */
export function withEmptyMaps<T>(object: T, document: unknown): T {
  return restored(object, document) as T;
}
