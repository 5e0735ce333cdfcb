import { isShared, share } from "../base/shared.ts";

/**
 * A function over parts of objects that remembers by identity what it made of those that are marked as shared: most of the
 * others are met but once. What it makes of them is shared as well.
 */
export function remembered<T extends object>(finish: (part: T) => T): (part: T) => T {
  const finished = new WeakMap<T, T>();
  return (part) => {
    if (!isShared(part)) return finish(part);
    const known = finished.get(part);
    if (known !== undefined) return known;
    const result = share(finish(part));
    finished.set(part, result);
    return result;
  };
}

/** The object with those members added that it lacks; itself when it lacks none. */
export function filled<T extends object>(object: T, defaults: Partial<T>): T {
  let result: T | undefined;
  for (const name in defaults) {
    if (object[name] !== undefined) continue;
    result ??= { ...object };
    result[name] = defaults[name] as T[typeof name];
  }
  return result ?? object;
}

/** The object with one member replaced; itself when that is what it has. Undefined leaves an absent member absent. */
export function replaced<T extends object, K extends keyof T>(object: T, name: K, value: T[K]): T {
  if (object[name] === value) return object;
  const result = { ...object };
  result[name] = value;
  return result;
}

/** The object without a member; itself when it has none of that name. */
export function without<T extends object>(object: T, name: keyof T): T {
  if (object[name] === undefined) return object;
  const rest = { ...object };
  delete rest[name];
  return rest;
}

/** The list with each element replaced; itself when none changes. */
export function mapped<T>(list: readonly T[], each: (item: T) => T): readonly T[] {
  let result: T[] | undefined;
  list.forEach((item, index) => {
    const next = each(item);
    if (result === undefined && next !== item) result = list.slice(0, index);
    result?.push(next);
  });
  return result ?? list;
}

/** The object with a member rewritten where it is there. */
export function rewritten<T extends object, K extends keyof T>(
  object: T,
  name: K,
  rewrite: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[name];
  return value === undefined || value === null ? object : replaced(object, name, rewrite(value));
}
