import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { itemElement } from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";
import { goValue } from "./go-value.ts";

const NUMERIC: readonly string[] = ["integer", "number"];

function scalarError(value: unknown, schema: FieldSchema): string | undefined {
  if (NUMERIC.includes(schema.type ?? "")) {
    const fits = typeof value === "number" || typeof value === "bigint";
    return fits ? undefined : `expected numeric (int or float), got ${goType(value)}`;
  }
  if (schema.type === "boolean" && typeof value !== "boolean") return `expected boolean, got ${goValue(value)}`;
  if (schema.type === "string" && schema.format === undefined && typeof value !== "string") {
    return `expected string, got &value.valueUnstructured{Value:${goValue(value)}}`;
  }
  return undefined;
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  if (isJsonObject(value)) return "map[string]interface {}";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function listErrors(list: readonly unknown[], schema: FieldSchema, path: string): readonly string[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    if (schema.listType === "atomic") return errorsIn(item, schema.items, `${path}[${index}]`);
    const element = itemElement(item, schema);
    if (element === undefined) {
      const key = schema.listMapKeys.find((name) => !isJsonObject(item) || item[name] === undefined) ?? "";
      const what = `associative list with keys has an element that omits key field ${JSON.stringify(key)}`;
      return [`${path}: element ${index}: ${what} (and doesn't have default value)`];
    }
    const at = element.startsWith("v:") ? `[=${element.slice(2)}]` : keyText(element);
    if (seen.has(element)) return [`${path}: duplicate entries for key ${at}`];
    seen.add(element);
    return errorsIn(item, schema.items, path + at);
  });
}

function keyText(element: string): string {
  const keys = JSON.parse(element.slice(2)) as JsonObject;
  return `[${Object.entries(keys)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",")}]`;
}

function errorsIn(value: unknown, schema: FieldSchema | undefined, path: string): readonly string[] {
  if (schema === undefined || value === null) return [];
  if (schema.type === "array") {
    return Array.isArray(value) ? listErrors(value, schema, path) : [`${path}: expected list, got ${goValue(value)}`];
  }
  if (schema.type !== "object") {
    const error = scalarError(value, schema);
    return error === undefined ? [] : [`${path}: ${error}`];
  }
  if (!isJsonObject(value)) return [`${path}: expected map, got ${goValue(value)}`];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = `${path}.${name}`;
    if (schema.fieldNames.length > 0 && schema.field(name) === undefined)
      return [`${at}: field not declared in schema`];
    return errorsIn(item, schema.field(name), at);
  });
}

/**
 * Why an object cannot be applied by its schema, in the words of the server; undefined when it can.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `AsTyped`
 */
export function typedErrors(object: JsonObject, schema: FieldSchema | undefined): string | undefined {
  const errors = errorsIn(object, schema, "");
  const [first] = errors;
  if (first === undefined) return undefined;
  const { name = "", namespace = "" } = (isJsonObject(object["metadata"]) ? object["metadata"] : {}) as Record<
    string,
    string
  >;
  const apiVersion = String(object["apiVersion"]);
  const group = apiVersion.includes("/") ? apiVersion : `/${apiVersion}`;
  const place = namespace === "" ? `/${name}` : `${namespace}/${name}`;
  const list = errors.length === 1 ? first : ["errors:", ...errors.map((error) => `  ${error}`)].join("\n");
  return `failed to create typed patch object (${place}; ${group}, Kind=${String(object["kind"])}): ${list}`;
}
