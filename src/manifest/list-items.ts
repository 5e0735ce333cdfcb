import type { FieldPath } from "../base/field-path.ts";
import { parsedApiVersion } from "../api/kinds.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";

/** An object of a List and the way to it; or that it does not say its type, which costs the other items nothing. */
export type ListItem =
  | { readonly object: JsonObject; readonly path: FieldPath }
  | { readonly untyped: string; readonly path: FieldPath };

/** Why nothing of a List can be taken out. */
export interface BrokenList {
  readonly broken: "undecodable" | "nested";
  readonly message: string;
  readonly path: FieldPath;
}

const NO_OBJECT = "into Go value of type map[string]interface {}";
const NESTED = "*unstructured.Unstructured is not a list: no Items field in this object";

/**
 * The objects of a document: itself, or the items of a List. Items that say neither `kind` nor `apiVersion` take them
 * from the list, which in a plain `List` gives them no kind.
 * @see k8s.io/apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, `unstructuredJSONScheme.decodeToList`, and
 *   k8s.io/cli-runtime/pkg/resource/visitor.go, `FlattenListVisitor.Visit` (1.36)
 */
export function listItems(object: JsonObject): readonly ListItem[] | BrokenList {
  const items = object["items"];
  if (items === undefined) return [{ object, path: [] }];
  if (items === null) return [];
  if (!Array.isArray(items)) {
    const target = "Go struct field decodeList.items of type []jsontext.Value";
    return broken("undecodable", `json: cannot unmarshal ${kindOf(items)} into ${target}`, ["items"]);
  }
  const odd = items.findIndex((item) => item !== null && !isJsonObject(item));
  if (odd !== -1)
    return broken("undecodable", `json: cannot unmarshal ${kindOf(items[odd])} ${NO_OBJECT}`, ["items", odd]);
  const objects = items.map((item: unknown): JsonObject => (isJsonObject(item) ? item : {}));
  const list = objects.findIndex((item) => Array.isArray(item["items"]));
  if (list !== -1) return broken("nested", NESTED, ["items", list, "items"]);
  return objects.map((item, index) => typed(withKind(item, object), ["items", index]));
}

function broken(what: BrokenList["broken"], message: string, path: FieldPath): BrokenList {
  return { broken: what, message, path };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function withKind(item: JsonObject, list: JsonObject): JsonObject {
  if (textOf(item["kind"]) !== "" || textOf(item["apiVersion"]) !== "") return item;
  return { ...item, kind: textOf(list["kind"]).replace(/List$/, ""), apiVersion: list["apiVersion"] };
}

function typed(object: JsonObject, path: FieldPath): ListItem {
  const untyped =
    textOf(object["kind"]) === ""
      ? "Object 'Kind' is missing in 'object has no kind field '"
      : parsedApiVersion(textOf(object["apiVersion"])).version === ""
        ? "Object 'apiVersion' is missing in 'object has no apiVersion field'"
        : undefined;
  return untyped === undefined
    ? { object, path }
    : { untyped: `unable to get type info from the object "*unstructured.Unstructured": ${untyped}`, path };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "number";
}
