import type { FieldPath, PathSegment } from "../../base/field-path.ts";
import { isJsonObject, type JsonObject, sameJson } from "../../base/json.ts";

/** A field that differs; an absent side is undefined. */
export interface Difference {
  readonly path: FieldPath;
  readonly before: unknown;
  readonly after: unknown;
}

/** More differences than these are one: that of what holds them. */
const MOST = 64;

function memberOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function segmentsOf(before: unknown, after: unknown): readonly PathSegment[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].map((name) => (/^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name : { key: name }));
  }
  const areLists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  return areLists ? [...before.keys()] : [];
}

function child(value: unknown, segment: PathSegment): unknown {
  if (typeof segment === "number") return (value as readonly unknown[])[segment];
  return memberOf(value as JsonObject, typeof segment === "object" ? segment.key : segment);
}

/** The deepest fields in which two values differ, in the order of the text; lists of other lengths differ as a whole. */
export function differences(before: unknown, after: unknown, path: FieldPath = []): readonly Difference[] {
  if (sameJson(before, after)) return [];
  const found = segmentsOf(before, after).flatMap((segment) =>
    differences(child(before, segment), child(after, segment), [...path, segment]),
  );
  return found.length === 0 || found.length > MOST ? [{ path, before, after }] : found;
}

/** A value with one of its differences made; all else is shared with it. */
export function withDifference(value: unknown, { path, after }: Difference): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return after;
  const next = withDifference(child(value, segment), { path: rest, before: undefined, after });
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === segment ? next : item));
  const name = String(typeof segment === "object" ? segment.key : segment);
  const { [name]: _before, ...others } = value as JsonObject;
  return next === undefined ? others : { ...others, [name]: next };
}
