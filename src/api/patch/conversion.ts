import { goJson, isJsonObject, type JsonObject } from "../../base/json.ts";
import { parseQuantity } from "../quantity.ts";
import type { ApiStatus } from "../status.ts";
import type { Decoded } from "../structure/decode.ts";
import { base64Fault } from "../structure/base64.ts";
import { goTextType } from "../structure/go-type-names.ts";
import { parseGoMicroTime, parseGoTime, type ParsedTime } from "../structure/go-time.ts";
import type { FieldSchema } from "./field-schema.ts";
import { Members } from "./members.ts";
import { invalidPatch, plainRefusal } from "./refusal.ts";
import { namedInErrors } from "./typed.ts";

/** Where a value stands: the definition and its field, whose elements and values stand there too. */
interface Place {
  readonly owner: string;
  readonly field: string;
}

/** The kind of Go type of a scalar field; undefined for types that decode themselves. */
function goKind({ type, format }: FieldSchema): string | undefined {
  if (type === "boolean") return "bool";
  if (type === "integer") return format === "int64" ? "int64" : "int32";
  if (type === "number") return "float64";
  return type === "string" && format === undefined ? "string" : undefined;
}

/** The Go type that JSON decodes a value to. */
function goKindOf(value: unknown): string {
  if (Array.isArray(value)) return "slice";
  if (isJsonObject(value)) return "map";
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : typeof value === "bigint" ? "int64" : "string";
}

const isNumber = (kind: string): boolean => kind.startsWith("int") || kind.startsWith("float");

/** Go converts integers to strings, and numbers to numbers, and then finds that JSON does not. */
function scalarFault(value: unknown, wanted: string, { owner, field }: Place): string | undefined {
  const given = goKindOf(value);
  if (given === wanted || (Number.isInteger(Number(value)) && isNumber(given) && isNumber(wanted))) return undefined;
  const goConverts = (isNumber(given) && isNumber(wanted)) || (given === "int64" && wanted === "string");
  if (!goConverts) return `unrecognized type: ${wanted}`;
  return `cannot convert ${given} to ${wanted === "string" ? goTextType(owner, field) : wanted}`;
}

const JSON_NAMES: Readonly<Record<string, string>> = {
  slice: "array",
  map: "object",
  int64: "number",
  float64: "number",
};

function undecodable(value: unknown, wanted: string): string {
  const given = goKindOf(value);
  return `json: cannot unmarshal ${JSON_NAMES[given] ?? given} into Go value of type ${wanted}`;
}

function timeFault(parse: (text: string) => ParsedTime): (value: unknown) => string | undefined {
  return (value) => {
    if (typeof value !== "string") return undecodable(value, "string");
    const parsed = parse(value);
    return parsed.ok ? undefined : parsed.error;
  };
}

function quantityFault(value: unknown): string | undefined {
  const parsed = parseQuantity(typeof value === "string" ? value.trim() : goJson(value));
  return parsed.ok ? undefined : parsed.error;
}

function intOrStringFault(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? undefined : undecodable(value, "int32");
}

function bytesFault(value: unknown): string | undefined {
  if (typeof value !== "string")
    return Array.isArray(value) ? undefined : `cannot restore slice from ${goKindOf(value)}`;
  const at = base64Fault(value);
  return at === undefined ? undefined : `error decoding from json: illegal base64 data at input byte ${at}`;
}

/** Types that decode themselves, from JSON. */
const SELF_DECODING: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  "api.resource.Quantity": quantityFault,
  "meta.v1.Time": timeFault(parseGoTime),
  "meta.v1.MicroTime": timeFault(parseGoMicroTime),
  "util.intstr.IntOrString": intOrStringFault,
};

function memberFault(object: JsonObject, schema: FieldSchema, place: Place): string | undefined {
  const names = schema.fieldNames.length > 0 ? schema.fieldNames : Object.keys(object);
  for (const name of names) {
    if (!Object.hasOwn(object, name)) continue;
    const at = schema.definition === undefined ? place : { owner: schema.definition, field: name };
    const fault = conversionFault(object[name], schema.field(name), at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function conversionFault(value: unknown, schema: FieldSchema | undefined, place: Place): string | undefined {
  if (value === null || value === undefined || schema === undefined) return undefined;
  const own = SELF_DECODING[schema.definition ?? ""];
  if (own !== undefined) return own(value);
  if (schema.format === "byte") return bytesFault(value);
  if (schema.type === "array") {
    if (!Array.isArray(value)) return `cannot restore slice from ${goKindOf(value)}`;
    return value.map((item) => conversionFault(item, schema.items, place)).find((fault) => fault !== undefined);
  }
  if (schema.type === "object") {
    if (isJsonObject(value)) return memberFault(value, schema, place);
    const isStruct = schema.fieldNames.length > 0;
    return isStruct ? `cannot restore struct from: ${goKindOf(value)}` : `cannot restore map from ${goKindOf(value)}`;
  }
  const wanted = goKind(schema);
  return wanted === undefined ? undefined : scalarFault(value, wanted, place);
}

/**
 * Why what server-side apply made cannot become an object of its kind; undefined when it can.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/structuredmerge.go, `Apply` (1.36)
 */
export function applyRefusal(
  object: JsonObject,
  applied: JsonObject,
  schema: FieldSchema | undefined,
): ApiStatus | undefined {
  const fault = conversionFault(object, schema, { owner: "", field: "" });
  if (fault === undefined) return undefined;
  const { place, kind } = namedInErrors(applied);
  const why = `unable to convert unstructured object to ${kind}: ${fault}`;
  return plainRefusal(`failed to convert new object (${place}; ${kind}) to proper version: ${why}`);
}

/** What becomes of integers that are too large for their field: Go drops their higher bits, of floats all. */
export function narrowed(value: unknown, schema: FieldSchema | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => narrowed(item, schema?.items));
  if (isJsonObject(value)) {
    const members = new Members();
    for (const [name, item] of Object.entries(value)) members.set(name, narrowed(item, schema?.field(name)));
    return members.build();
  }
  const isInteger = typeof value === "bigint" || Number.isInteger(value);
  if (!isInteger || schema?.format !== "int32") return value;
  return goKindOf(value) === "float64" ? 0 : Number(BigInt.asIntN(32, BigInt(value as number)));
}

/**
 * Why the result of a strategic merge patch cannot become an object: the server converts it without writing it as JSON,
 * and quotes the patch. Undefined when it can.
 * @see staging/src/k8s.io/apimachinery/pkg/runtime/converter.go, `fromUnstructured` (1.36)
 */
export function strategicRefusal(
  result: unknown,
  decoded: Decoded,
  patch: unknown,
  schema: FieldSchema | undefined,
): ApiStatus | undefined {
  if (decoded.ok) return undefined;
  const wrongType = conversionFault(result, schema, { owner: "", field: "" });
  if (wrongType !== undefined) return invalidPatch(patch, wrongType);
  const unknown = decoded.faults.filter(({ kind }) => kind === "unknown-field").map(({ message }) => message);
  if (unknown.length < decoded.faults.length || unknown.length === 0) return undefined;
  return invalidPatch(patch, `strict decoding error: ${unknown.join(", ")}`);
}
