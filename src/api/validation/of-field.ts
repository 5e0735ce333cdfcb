import type { FieldPath } from "../../base/field-path.ts";
import { isShared } from "../../base/shared.ts";
import type { Fields } from "./fields.ts";

const NONE: readonly never[] = [];

/** A memory of shared parts in which nothing is found, whatever path they stand at. */
export interface FineParts {
  isFine(part: object): boolean;
  /** Keeps in mind that a part has no findings; hands them back. */
  found<T>(part: object, findings: readonly T[]): readonly T[];
}

export function createFineParts(): FineParts {
  const fine = new WeakSet<object>();
  return {
    isFine: (part) => fine.has(part),
    found: (part, findings) => {
      if (findings.length === 0 && isShared(part)) fine.add(part);
      return findings;
    },
  };
}

/** What is found in a field by looking at the field alone. `path` is that of the field. */
type OfField<T> = (path: FieldPath, owner: Fields) => readonly T[];

/**
 * What `find` finds in a field that may be absent, then nothing; asked with the path of its owner. Shared parts in
 * which nothing is found are not looked at again, so `find` must not depend on anything else.
 */
export function ofField<T>(name: string, find: OfField<T>): (owner: FieldPath, fields: Fields) => readonly T[] {
  const parts = createFineParts();
  return (owner, fields) => {
    const value = fields[name];
    if (value === undefined || value === null) return NONE;
    if (typeof value !== "object") return find([...owner, name], fields);
    return parts.isFine(value) ? NONE : parts.found(value, find([...owner, name], fields));
  };
}

/** As `ofField`, for findings that depend on some facts besides. They are the same when they are one object. */
export function ofFieldGiven<T, C extends object | number>(
  name: string,
  find: (path: FieldPath, owner: Fields, facts: C) => readonly T[],
): (owner: FieldPath, fields: Fields, facts: C) => readonly T[] {
  const fineFor = new WeakMap<object, C>();
  return (owner, fields, facts) => {
    const value = fields[name];
    if (value === undefined || value === null) return NONE;
    if (typeof value === "object" && fineFor.get(value) === facts) return NONE;
    const findings = find([...owner, name], fields, facts);
    if (findings.length === 0 && typeof value === "object" && isShared(value)) fineFor.set(value, facts);
    return findings;
  };
}
