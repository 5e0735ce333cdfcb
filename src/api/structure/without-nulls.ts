import { isShared } from "../../base/shared.ts";

/** Shared parts without a null in them. */
const nullFree = new WeakSet<object>();

/**
 * The value without members that are null, which Go's decoder takes as absent. Elements of lists are kept, and so is
 * the identity of whatever has no null in it.
 */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (nullFree.has(value)) return value;
  const rest = Array.isArray(value)
    ? listWithoutNulls(value)
    : objectWithoutNulls(value as Readonly<Record<string, unknown>>);
  if (rest === value && isShared(value)) nullFree.add(value);
  return rest;
}

function listWithoutNulls(items: readonly unknown[]): readonly unknown[] {
  let result: unknown[] | undefined;
  items.forEach((item, index) => {
    const rest = withoutNulls(item);
    if (rest === item) return;
    result ??= [...items];
    result[index] = rest;
  });
  return result ?? items;
}

/** Most objects hold no null: nothing is copied before one is found. */
function objectWithoutNulls(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  for (const name in object) {
    const member = object[name];
    if (member === null || withoutNulls(member) !== member) return rebuilt(object);
  }
  return object;
}

function rebuilt(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(object).filter(([, member]) => member !== null);
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutNulls(member)]));
}
