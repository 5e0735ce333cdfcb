import { byBytes, goJson, isJsonObject, type JsonObject } from "../../base/json.ts";
import type { FieldSchema } from "./field-schema.ts";
import { member } from "./members.ts";

/**
 * A set of fields as `managedFields` counts them: a tree of path elements in the notation of FieldsV1 (`f:replicas`,
 * `k:{"name":"nginx"}`, `v:"a"`). `own`: the path that ends here is in the set.
 * @see sigs.k8s.io/structured-merge-diff/v6/fieldpath, `Set`
 */
export interface FieldSet {
  readonly own: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const EMPTY_SET: FieldSet = { own: false, children: new Map() };

/** The path itself, and nothing below. */
export const LEAF: FieldSet = { own: true, children: new Map() };

export function isEmpty(set: FieldSet): boolean {
  return !set.own && set.children.size === 0;
}

/** Builds a set from its parts; children without content are left out. */
function node(own: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  const kept = [...children].filter(([, child]) => !isEmpty(child));
  return kept.length === 0 ? (own ? LEAF : EMPTY_SET) : { own, children: new Map(kept) };
}

function childOf(set: FieldSet, element: string): FieldSet {
  return set.children.get(element) ?? EMPTY_SET;
}

type Combine = (a: FieldSet, b: FieldSet) => FieldSet;

/** The first set itself where the second changes nothing in it. */
function combined(a: FieldSet, b: FieldSet, own: boolean, combine: Combine): FieldSet {
  const children = new Map<string, FieldSet>();
  let isSame = own === a.own;
  for (const [name, child] of a.children) {
    const both = combine(child, childOf(b, name));
    if (!isEmpty(both)) children.set(name, both);
    isSame &&= both === child;
  }
  for (const [name, child] of b.children) {
    const alone = a.children.has(name) ? EMPTY_SET : combine(EMPTY_SET, child);
    if (isEmpty(alone)) continue;
    children.set(name, alone);
    isSame = false;
  }
  if (children.size === 0) return own ? LEAF : EMPTY_SET;
  return isSame && children.size === a.children.size ? a : { own, children };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b;
  return isEmpty(b) ? a : combined(a, b, a.own || b.own, union);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return isEmpty(a) || isEmpty(b) ? EMPTY_SET : combined(a, b, a.own && b.own, intersection);
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return isEmpty(a) || isEmpty(b) ? a : combined(a, b, a.own && !b.own, difference);
}

/** The element of a map's key or a struct's field. */
export function fieldElement(name: string): string {
  return `f:${name}`;
}

/** What stands for a key that an item leaves out: text and numbers have an empty value, but for optional ones. */
function keyDefault(list: FieldSchema, key: string): unknown {
  const field = list.items?.field(key);
  if (field?.default !== undefined || list.items?.definition === "core.v1.ObjectReference") return field?.default;
  return field?.type === "integer" ? 0 : "";
}

/** The element of a list's item: by its keys, or by its value. Undefined where a key is missing and has no default. */
export function itemElement(item: unknown, list: FieldSchema): string | undefined {
  if (list.listType === "set") return `v:${goJson(item)}`;
  if (!isJsonObject(item)) return undefined;
  const keys: Record<string, unknown> = {};
  for (const key of list.listMapKeys) {
    const value = member(item, key) ?? keyDefault(list, key);
    if (value === undefined) return undefined;
    keys[key] = value;
  }
  return `k:${goJson(keys)}`;
}

/** Whether ownership looks into a value: atomic maps and lists, and what has no schema's help, count as one. */
export function isGranular(value: unknown, schema: FieldSchema | undefined): boolean {
  if (Array.isArray(value)) return schema !== undefined && schema.listType !== "atomic";
  return isJsonObject(value) && schema?.atomicMap !== true;
}

/** Whether the schema names the members, so that the container is no field of its own. */
function isStruct(schema: FieldSchema | undefined): boolean {
  return schema !== undefined && schema.fieldNames.length > 0;
}

/** The elements of a granular value with what each leads to. */
export function elementsOf(
  value: unknown,
  schema: FieldSchema | undefined,
): readonly (readonly [element: string, value: unknown, schema: FieldSchema | undefined])[] {
  if (Array.isArray(value) && schema !== undefined) {
    return value.map((item) => [itemElement(item, schema) ?? "", item, schema.items] as const);
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, item]) => [fieldElement(name), item, schema?.field(name)] as const);
}

/**
 * All fields that a value sets.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `ToFieldSet`
 */
export function fieldSetOf(value: unknown, schema: FieldSchema | undefined): FieldSet {
  if (!isGranular(value, schema)) return LEAF;
  const elements = elementsOf(value, schema);
  if (elements.length === 0) return isJsonObject(value) ? LEAF : EMPTY_SET;
  const children = elements.map(([element, item, inner]) => {
    const set = fieldSetOf(item, inner);
    return [element, isStruct(schema) ? set : { ...set, own: true }] as const;
  });
  return node(false, children);
}

/**
 * A set in which every member of a struct that has something below it is in the set itself.
 * @see sigs.k8s.io/structured-merge-diff/v6/fieldpath, `EnsureNamedFieldsAreMembers`
 */
export function withContainers(set: FieldSet, schema: FieldSchema | undefined): FieldSet {
  if (set.children.size === 0) return set;
  const named = isStruct(schema);
  const children = [...set.children].map(([element, child]) => {
    const inner = element.startsWith("f:") ? schema?.field(element.slice(2)) : schema?.items;
    const full = withContainers(child, inner);
    return [element, named ? { ...full, own: true } : full] as const;
  });
  return { own: set.own, children: new Map(children) };
}

/** The JSON form. @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `FieldsV1` (1.36) */
export function fieldsV1(set: FieldSet): JsonObject {
  const entries = [...set.children].sort(([a], [b]) => byBytes(a, b));
  const members = entries.map(([name, child]) => [name, fieldsV1(child)] as const);
  const own = set.own && set.children.size > 0 ? [[".", {}] as const] : [];
  return Object.fromEntries([...own, ...members]);
}

/** Reads the JSON form. A field without content is in the set. */
export function parseFieldsV1(fields: JsonObject): FieldSet {
  const names = Object.keys(fields).filter((name) => name !== ".");
  const children = names.map((name) => {
    const value = fields[name];
    const inner = isJsonObject(value) ? value : {};
    return [name, Object.keys(inner).length === 0 ? LEAF : parseFieldsV1(inner)] as const;
  });
  return node(Object.hasOwn(fields, "."), children);
}

/** One element as paths in messages show it: `.replicas`, `[name="nginx"]`, `[="a"]`. */
function printElement(element: string): string {
  const body = element.slice(2);
  if (element.startsWith("f:")) return `.${body}`;
  if (element.startsWith("v:")) return `[=${body}]`;
  if (element.startsWith("k:")) {
    const keys = JSON.parse(body) as Record<string, unknown>;
    const names = Object.keys(keys).sort(byBytes);
    return `[${names.map((name) => `${name}=${goJson(keys[name])}`).join(",")}]`;
  }
  return `[${body}]`;
}

/** The paths of a set as messages print them: at each level what is in the set first, then what lies deeper. */
export function printedPaths(set: FieldSet, prefix = ""): readonly string[] {
  const children = [...set.children].sort(([a], [b]) => byBytes(a, b));
  const own = children.filter(([, child]) => child.own).map(([name]) => prefix + printElement(name));
  return [...own, ...children.flatMap(([name, child]) => printedPaths(child, prefix + printElement(name)))];
}
