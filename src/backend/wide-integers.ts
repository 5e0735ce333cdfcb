import type { KubeObject } from "../api/object.ts";
import { isJsonObject } from "../base/json.ts";

/** JSON text has no integers beyond 2^53 that every reader keeps exact, so they stand as `{"$integer": "…"}`. */
const MARK = "$integer";

function holdsBigint(value: unknown): boolean {
  if (typeof value === "bigint") return true;
  if (value === null || typeof value !== "object") return false;
  for (const name in value) if (holdsBigint((value as Record<string, unknown>)[name])) return true;
  return false;
}

function replaced(value: unknown, replace: (value: unknown) => unknown): unknown {
  const other = replace(value);
  if (other !== value || value === null || typeof value !== "object") return other;
  if (Array.isArray(value)) return value.map((item) => replaced(item, replace));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, replace)]));
}

function mark(value: unknown): unknown {
  return typeof value === "bigint" ? { [MARK]: value.toString() } : value;
}

function unmark(value: unknown): unknown {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return value;
  const text = value[MARK];
  return typeof text === "string" && /^-?[0-9]+$/.test(text) ? BigInt(text) : value;
}

/** The objects with every bigint marked, and whether there was one. */
export function writeWideIntegers(objects: readonly KubeObject[]): { objects: readonly KubeObject[]; found: boolean } {
  let found = false;
  const written = objects.map((object) => {
    if (!holdsBigint(object)) return object;
    found = true;
    return replaced(object, mark) as KubeObject;
  });
  return { objects: found ? written : objects, found };
}

export function readWideIntegers(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.map((object) => replaced(object, unmark) as KubeObject);
}
