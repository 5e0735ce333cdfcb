import { isJsonObject, type JsonObject } from "../../base/json.ts";
import type { ApiStatus } from "../status.ts";
import type { Decoded } from "../structure/decode.ts";
import { goTextType } from "../structure/go-type-names.ts";
import type { FieldSchema } from "./field-schema.ts";
import { invalidPatch } from "./refusal.ts";

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
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : typeof value === "bigint" ? "int64" : "string";
}

const isNumber = (kind: string): boolean => kind.startsWith("int") || kind.startsWith("float");

/** Go converts integers to strings, and numbers to numbers, and then finds that JSON does not. */
function scalarFault(value: unknown, wanted: string, { owner, field }: Place): string | undefined {
  const given = goKindOf(value);
  if (given === wanted || (given === "int64" && isNumber(wanted))) return undefined;
  const goConverts = (isNumber(given) && isNumber(wanted)) || (given === "int64" && wanted === "string");
  if (!goConverts) return `unrecognized type: ${wanted}`;
  return `cannot convert ${given} to ${wanted === "string" ? goTextType(owner, field) : wanted}`;
}

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
