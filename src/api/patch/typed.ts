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
  if (schema.type === "boolean" && typeof value !== "boolean") return `expected boolean, got &{${goValue(value)}}`;
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

/** Why an item cannot be told from the others. */
function itemFault(item: unknown, schema: FieldSchema): string | undefined {
  if (schema.listType === "set") {
    if (isJsonObject(item)) return "associative list without keys has an element that's a map type";
    if (Array.isArray(item)) return "not supported: associative list with lists as elements";
    return item === null ? "associative list without keys has an element that's an explicit null" : undefined;
  }
  if (item === null) return "associative list with keys may not have a null element";
  if (!isJsonObject(item)) return "associative list with keys may not have non-map elements";
  if (itemElement(item, schema) !== undefined) return undefined;
  const key = schema.listMapKeys.find((name) => item[name] === undefined) ?? "";
  const what = `associative list with keys has an element that omits key field ${JSON.stringify(key)}`;
  return `${what} (and doesn't have default value)`;
}

function listErrors(list: readonly unknown[], schema: FieldSchema, path: string): readonly string[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    if (schema.listType === "atomic") return errorsIn(item, schema.items, `${path}[${index}]`);
    const fault = itemFault(item, schema);
    if (fault !== undefined) return [`${path}: element ${index}: ${fault}`];
    const element = itemElement(item, schema) ?? "";
    const at = element.startsWith("v:") ? `[=${element.slice(2)}]` : keyText(element);
    const twice = seen.has(element) ? [`${path}: duplicate entries for key ${at}`] : [];
    seen.add(element);
    return [...twice, ...errorsIn(item, schema.items, path + at)];
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
    return Array.isArray(value)
      ? listErrors(value, schema, path)
      : [`${path}: expected list, got &{${goValue(value)}}`];
  }
  if (schema.type !== "object") {
    const error = scalarError(value, schema);
    return error === undefined ? [] : [`${path}: ${error}`];
  }
  if (!isJsonObject(value)) return [`${path}: expected map, got &{${goValue(value)}}`];
  const errors: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const at = `${path}.${name}`;
    // The server looks no further in this map.
    if (schema.fieldNames.length > 0 && schema.field(name) === undefined) {
      return [...errors, `${at}: field not declared in schema`];
    }
    errors.push(...errorsIn(item, schema.field(name), at));
  }
  return errors;
}

/** `default/web` and `apps/v1, Kind=StatefulSet`, as the errors of applying name an object. */
export function namedInErrors(object: JsonObject): { readonly place: string; readonly kind: string } {
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  const { name = "", namespace = "" } = metadata as Record<string, string>;
  const apiVersion = String(object["apiVersion"]);
  const group = apiVersion.includes("/") ? apiVersion : `/${apiVersion}`;
  return {
    place: namespace === "" ? `/${name}` : `${namespace}/${name}`,
    kind: `${group}, Kind=${String(object["kind"])}`,
  };
}

/**
 * Why an object cannot be applied by its schema, in the words of the server; undefined when it can.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `AsTyped`
 */
export function typedErrors(object: JsonObject, schema: FieldSchema | undefined): string | undefined {
  const errors = errorsIn(object, schema, "");
  const [first] = errors;
  if (first === undefined) return undefined;
  const { place, kind } = namedInErrors(object);
  const list = errors.length === 1 ? first : ["errors:", ...errors.map((error) => `  ${error}`)].join("\n");
  return `failed to create typed patch object (${place}; ${kind}): ${list}`;
}
