import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";

/** An object of a List and the way to it; or why it cannot be taken out. */
export type ListItem =
  | { readonly object: JsonObject; readonly path: FieldPath }
  | { readonly message: string; readonly path: FieldPath };

const NO_OBJECT = "into Go value of type map[string]interface {}";

/**
 * The objects of a document: itself, or the items of a List, also of Lists within. Items of a typed list that say
 * neither `kind` nor `apiVersion` take them from the list.
 * @see k8s.io/apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, `unstructuredJSONScheme.decodeToList` (1.36)
 */
export function listItems(object: JsonObject, path: FieldPath = []): readonly ListItem[] {
  const items = object["items"];
  if (items === undefined) return [{ object, path }];
  if (items === null) return [];
  if (!Array.isArray(items)) {
    const target = "Go struct field decodeList.items of type []json.RawMessage";
    const message = `json: cannot unmarshal ${kindOf(items)} into ${target}`;
    return [{ message, path: [...path, "items"] }];
  }
  return items.flatMap((item: unknown, index) => {
    const at = [...path, "items", index];
    if (!isJsonObject(item)) return [{ message: `json: cannot unmarshal ${kindOf(item)} ${NO_OBJECT}`, path: at }];
    return listItems(withKind(item, object), at);
  });
}

function withKind(item: JsonObject, list: JsonObject): JsonObject {
  if (item["kind"] || item["apiVersion"]) return item;
  const kind = String(list["kind"]).replace(/List$/, "");
  return { ...item, kind, apiVersion: list["apiVersion"] };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "number";
}
