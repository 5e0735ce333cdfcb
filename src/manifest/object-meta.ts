import type { Wanted } from "../api/structure/explain.ts";
import { parseGoTime } from "../api/structure/go-time.ts";
import { isJsonObject } from "../base/json.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { WrittenNumber } from "./written-number.ts";

/** A type of Go that a field of metadata decodes into. */
type GoType =
  | { readonly kind: "string" | "int64" | "bool" | "time" | "any"; readonly name: string }
  | { readonly kind: "list"; readonly name: string; readonly of: GoType }
  | { readonly kind: "map"; readonly name: string; readonly of: GoType }
  | { readonly kind: "struct"; readonly name: string; readonly struct: string; readonly fields: Fields };

type Fields = Readonly<Record<string, GoType>>;

const STRING: GoType = { kind: "string", name: "string" };
const INT64: GoType = { kind: "int64", name: "int64" };
const BOOL: GoType = { kind: "bool", name: "bool" };
const TIME: GoType = { kind: "time", name: "string" };
const UID: GoType = { kind: "string", name: "types.UID" };
const ANY: GoType = { kind: "any", name: "" };
const STRING_MAP: GoType = { kind: "map", name: "map[string]string", of: STRING };

const OWNER_REFERENCE: GoType = {
  kind: "struct",
  name: "v1.OwnerReference",
  struct: "OwnerReference",
  fields: { apiVersion: STRING, kind: STRING, name: STRING, uid: UID, controller: BOOL, blockOwnerDeletion: BOOL },
};
const MANAGED_FIELDS: GoType = {
  kind: "struct",
  name: "v1.ManagedFieldsEntry",
  struct: "ManagedFieldsEntry",
  fields: {
    manager: STRING,
    operation: { kind: "string", name: "v1.ManagedFieldsOperationType" },
    apiVersion: STRING,
    time: TIME,
    fieldsType: STRING,
    fieldsV1: ANY,
    subresource: STRING,
  },
};
const OBJECT_META: GoType = {
  kind: "struct",
  name: "v1.ObjectMeta",
  struct: "ObjectMeta",
  fields: {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    selfLink: STRING,
    uid: UID,
    resourceVersion: STRING,
    generation: INT64,
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INT64,
    labels: STRING_MAP,
    annotations: STRING_MAP,
    ownerReferences: { kind: "list", name: "[]v1.OwnerReference", of: OWNER_REFERENCE },
    finalizers: { kind: "list", name: "[]string", of: STRING },
    managedFields: { kind: "list", name: "[]v1.ManagedFieldsEntry", of: MANAGED_FIELDS },
  },
};

/** Why metadata does not decode, in Go's words, and which field it is. */
export interface MetadataProblem {
  readonly message: string;
  readonly path: FieldPath;
  readonly wants?: Wanted;
}

const WANTED = {
  string: "string",
  time: "string",
  int64: "integer",
  bool: "boolean",
  list: "array",
  map: "object",
  struct: "object",
} as const satisfies Readonly<Record<Exclude<GoType["kind"], "any">, Wanted>>;

interface Place {
  readonly struct: string;
  /** Field names only, as Go names them: no indexes and no map keys. */
  readonly names: string;
  readonly path: FieldPath;
}

/**
 * The first thing in an object's metadata that kubectl cannot decode before it sends anything. Wrong types are
 * noticed at the end, malformed times at once, so a time goes first. Of a List only its own metadata is looked at.
 * `numbers.odd`: whether whole numbers may be written so that Go does not take them for such.
 * @see k8s.io/cli-runtime/pkg/resource/metadata_decoder.go, `metadataValidatingDecoder` (1.36)
 */
export function metadataProblem(
  object: { readonly metadata?: unknown },
  numbers: { readonly odd: boolean; readonly written: WrittenNumber },
): MetadataProblem | undefined {
  if (object.metadata === undefined || (!numbers.odd && isFine(object.metadata, OBJECT_META))) return undefined;
  const found: Found = { problems: [], written: numbers.written };
  const place = { struct: "metadataOnlyObject", names: "metadata", path: ["metadata"] };
  const time = decode(object.metadata, OBJECT_META, place, found);
  return time ?? found.problems[0];
}

interface Found {
  readonly problems: MetadataProblem[];
  readonly written: WrittenNumber;
}

/** Whether there is no problem in a value, which is found out without putting paths together. */
function isFine(value: unknown, type: GoType): boolean {
  if (value === null || type.kind === "any") return true;
  if (type.kind === "time") return typeof value === "string" && parseGoTime(value).ok;
  if (!fits(value, type)) return false;
  if (type.kind === "list") return (value as readonly unknown[]).every((item) => isFine(item, type.of));
  if (type.kind !== "map" && type.kind !== "struct") return true;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = type.kind === "map" ? type.of : Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    if (member !== undefined && !isFine(members[name], member)) return false;
  }
  return true;
}

/** Notes wrong types in `found` and gives a problem that ends the decoding. */
function decode(value: unknown, type: GoType, place: Place, found: Found): MetadataProblem | undefined {
  if (value === null || type.kind === "any") return undefined;
  if (type.kind === "time" && typeof value === "string") return timeProblem(value, place);
  const number = type.kind === "int64" && isNumber(value) ? found.written(place.path, value) : undefined;
  if (number === undefined ? !fits(value, type) : !isInt64(number)) {
    const field = `${place.struct}.${place.names}`;
    const kind = number === undefined ? jsonKind(value) : `number ${number}`;
    const message = `json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type.name}`;
    const problem = { message, path: place.path, wants: WANTED[type.kind] };
    if (type.kind === "time") return problem;
    found.problems.push(problem);
    return undefined;
  }
  if (type.kind === "list" && Array.isArray(value)) {
    return firstOf(value.entries(), ([index, item]) =>
      decode(item, type.of, { ...place, path: [...place.path, index] }, found),
    );
  }
  if (!isJsonObject(value)) return undefined;
  const names = Object.keys(value).sort();
  if (type.kind === "map") {
    return firstOf(names, (key) => decode(value[key], type.of, { ...place, path: [...place.path, { key }] }, found));
  }
  if (type.kind !== "struct") return undefined;
  return firstOf(names, (name) => {
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    const inner = { struct: type.struct, names: `${place.names}.${name}`, path: [...place.path, name] };
    return field === undefined ? undefined : decode(value[name], field, inner, found);
  });
}

function firstOf<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fits(value: unknown, type: GoType): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "int64":
      return typeof value === "bigint" || Number.isSafeInteger(value);
    case "list":
      return Array.isArray(value);
    case "map":
    case "struct":
      return isJsonObject(value);
    case "time":
      return false;
    case "any":
      return true;
  }
}

const isNumber = (value: unknown): value is number | bigint => typeof value === "number" || typeof value === "bigint";

function isInt64(number: string): boolean {
  return /^-?\d+$/.test(number) && BigInt.asIntN(64, BigInt(number)) === BigInt(number);
}

/** What Go calls a JSON value. */
function jsonKind(value: unknown): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) return "array";
  return isNumber(value) ? "number" : "object";
}

function timeProblem(text: string, place: Place): MetadataProblem | undefined {
  const time = parseGoTime(text);
  return time.ok ? undefined : { message: time.error, path: place.path };
}
