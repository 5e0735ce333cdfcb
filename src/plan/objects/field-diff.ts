import { REVISION } from "../../api/kinds/deployment/revision.ts";
import { CORDONED } from "../../api/kinds/node/taints.ts";
import { fieldSchemaOfKind, type FieldSchema } from "../../api/patch/field-schema.ts";
import { LAST_APPLIED, type KubeObject } from "../../api/object.ts";
import { member } from "../../api/patch/members.ts";
import type { FieldPath, PathSegment } from "../../base/field-path.ts";
import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import type { SourcedObject } from "../../cluster/client/request.ts";
import type { FieldChange, Place } from "../model.ts";

/** A step into an object; `by` is the member that tells a list's elements apart. */
type Step = PathSegment | { readonly key: string; readonly by: string };
type Way = readonly Step[];

/** What the server keeps for itself and nobody reads as a change. */
const OWN_METADATA: ReadonlySet<string> = new Set([
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "managedFields",
  "selfLink",
]);
/** Annotations that clients and servers write for each other. */
const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  "deprecated.daemonset.template.generation",
  REVISION,
]);
/** Stands for values of Secrets. */
export const MASK = "***";

interface Found {
  readonly way: Way;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly isOrder?: true;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

/** The member by which the elements of a list are told apart; "" where they are scalars or go by their place. */
function keyMember(lists: readonly (readonly unknown[])[], schema: FieldSchema | undefined): string {
  const declared = schema?.patchMergeKey ?? "";
  const candidates = [declared, ...(schema?.listMapKeys ?? []), "name", "metadata.name"].filter((name) => name !== "");
  const tells = (name: string): boolean =>
    lists.every((list) => {
      const names = list.map((item) => nameIn(item, name));
      return names.every((one) => one !== undefined) && new Set(names).size === names.length;
    });
  return candidates.find(tells) ?? "";
}

/** The text under which an element of a list goes. */
function nameIn(item: unknown, by: string): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const value =
    by === "metadata.name" ? (isJsonObject(item["metadata"]) ? item["metadata"]["name"] : undefined) : item[by];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function elementAt(list: readonly unknown[], order: readonly string[], name: string): unknown {
  return list[order.indexOf(name)];
}

function* keyedList(
  before: readonly unknown[],
  after: readonly unknown[],
  way: Way,
  schema: FieldSchema | undefined,
  by: string,
): Generator<Found> {
  const names = (list: readonly unknown[]): string[] => list.map((item) => nameIn(item, by) ?? "");
  const [old, now] = [names(before), names(after)];
  const kept = now.filter((name) => old.includes(name));
  const isReordered = !sameJson(
    old.filter((name) => now.includes(name)),
    kept,
  );
  for (const name of new Set([...old, ...now])) {
    yield* differences(
      elementAt(before, old, name),
      elementAt(after, now, name),
      [...way, { key: name, by }],
      schema?.items,
    );
  }
  if (isReordered) yield { way, before: old.filter((name) => now.includes(name)), after: kept, isOrder: true };
}

function* listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  way: Way,
  schema: FieldSchema | undefined,
): Generator<Found> {
  const by = keyMember([before, after], schema);
  if (by !== "" && before.length + after.length > 0) {
    yield* keyedList(before, after, way, schema, by);
    return;
  }
  const scalars = [...before, ...after].every(isScalar);
  if (scalars || before.length !== after.length) {
    yield { way, before, after };
    return;
  }
  for (const [index, item] of after.entries()) yield* differences(before[index], item, [...way, index], schema?.items);
}

function isFreeMap(schema: FieldSchema | undefined): boolean {
  return schema === undefined || schema.fieldNames.length === 0;
}

function isMap(value: unknown): boolean {
  return value === undefined || isJsonObject(value);
}

function* differences(before: unknown, after: unknown, way: Way, schema: FieldSchema | undefined): Generator<Found> {
  if (before === after || sameJson(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    yield* listDifferences(before, after, way, schema);
    return;
  }
  const opens = isJsonObject(before) || isJsonObject(after);
  const isKeyedElement = typeof way.at(-1) === "object" && (before === undefined || after === undefined);
  if (!opens || !isMap(before) || !isMap(after) || isKeyedElement) {
    yield { way, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    return;
  }
  const [old, now] = [(before ?? {}) as JsonObject, (after ?? {}) as JsonObject];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const child = Object.hasOwn(now, name) || Object.hasOwn(old, name) ? schema?.field(name) : undefined;
    const isPlain = !isFreeMap(schema) || /^[A-Za-z][A-Za-z0-9_-]*$/.test(name);
    yield* differences(member(old, name), member(now, name), [...way, isPlain ? name : { key: name }], child);
  }
}

/** What people change: no status, nothing that the server keeps for itself. */
function comparable(object: KubeObject | undefined): JsonObject | undefined {
  if (object === undefined) return undefined;
  const { status: _status, metadata, ...rest } = object as unknown as JsonObject;
  const own = Object.entries(isJsonObject(metadata) ? metadata : {}).filter(([name]) => !OWN_METADATA.has(name));
  const kept = Object.fromEntries(
    own.map(([name, value]) => [name, name === "annotations" ? peoplesAnnotations(value) : value]),
  );
  if (isJsonObject(kept["annotations"]) && Object.keys(kept["annotations"]).length === 0) delete kept["annotations"];
  return { ...(object.kind === "Node" ? peoplesNode(rest) : rest), metadata: kept };
}

/** A node without the taint that the server sets where it is cordoned. */
function peoplesNode(node: JsonObject): JsonObject {
  const { spec } = node;
  if (!isJsonObject(spec) || !Array.isArray(spec["taints"])) return node;
  const taints = spec["taints"].filter((taint) => !isJsonObject(taint) || taint["key"] !== CORDONED.key);
  const { taints: _all, ...others } = spec;
  return { ...node, spec: taints.length === 0 ? others : { ...others, taints } };
}

function peoplesAnnotations(annotations: unknown): unknown {
  if (!isJsonObject(annotations)) return annotations;
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !OWN_ANNOTATIONS.has(name)));
}

/** Where a way leads in what the user wrote; undefined where it is not written. */
function writtenPath(source: JsonObject, way: Way): PathSegment[] | undefined {
  const path: PathSegment[] = [];
  let value: unknown = source;
  for (const step of way) {
    if (typeof step === "object" && "by" in step) {
      if (!Array.isArray(value)) return undefined;
      const index = value.findIndex((item) => nameIn(item, step.by) === step.key);
      if (index < 0) return undefined;
      path.push(index);
      value = value[index];
      continue;
    }
    const name = typeof step === "object" ? step.key : step;
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
    path.push(step);
    value = (value as Record<string | number, unknown>)[name];
  }
  return path;
}

/** The place of a field in the manifest, where it is written there. */
function placeOf(source: SourcedObject | undefined, way: Way): Place | undefined {
  const path = source === undefined ? undefined : writtenPath(source.object, way);
  const found = path === undefined ? undefined : source?.locate?.(path, "value");
  return found?.exact === true ? { file: found.file, line: found.start.line, column: found.start.column } : undefined;
}

/** Where an object begins in its file. */
export function objectPlace(source: SourcedObject | undefined): Place | undefined {
  const found = source?.locate?.(["kind"], "key");
  return found === undefined ? undefined : { file: found.file, line: found.start.line, column: found.start.column };
}

/** `spec.template.spec.containers[nginx].image`; keys of maps that are words stand after a dot like fields. */
export function fieldText(path: FieldPath): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === "string") return text === "" ? segment : `${text}.${segment}`;
    return `${text}[${typeof segment === "number" ? segment : segment.key}]`;
  }, "");
}

const SECRET_FIELDS: ReadonlySet<unknown> = new Set(["data", "stringData"]);

function masked(found: Found, isSecret: boolean): Found {
  if (!isSecret || !SECRET_FIELDS.has(found.way[0])) return found;
  return {
    ...found,
    ...("before" in found ? { before: MASK } : {}),
    ...("after" in found ? { after: MASK } : {}),
  };
}

/**
 * How an object differs from what it was, field by field. Elements of lists are matched by the member that the API tells
 * them apart by. Values of Secrets are hidden.
 */
export function fieldChanges(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  source?: SourcedObject,
): readonly FieldChange[] {
  const some = after ?? before;
  if (some === undefined) return [];
  const schema = fieldSchemaOfKind(some.apiVersion, some.kind);
  const isSecret = some.kind === "Secret";
  return [...differences(comparable(before), comparable(after), [], schema)].map((one) => {
    const { way, ...rest } = masked(one, isSecret);
    const at = placeOf(source, way);
    const path = way.map((step): PathSegment => (typeof step === "object" ? { key: step.key } : step));
    return { field: fieldText(path), path, ...rest, ...(at === undefined ? {} : { at }) };
  });
}
