import { isJsonObject, type JsonObject } from "../../base/json.ts";
import type { FieldSchema } from "./field-schema.ts";
import { member, Members } from "./members.ts";

/** Member names with a meaning in strategic merge patches. @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch (1.36) */
export const DIRECTIVE = "$patch";
export const RETAIN_KEYS = "$retainKeys";
export const DELETE_FROM_LIST = "$deleteFromPrimitiveList";
export const ELEMENT_ORDER = "$setElementOrder";

/** Values of `$patch`. */
export const DELETE = "delete";
export const REPLACE = "replace";
export const MERGE = "merge";

export function orderName(field: string): string {
  return `${ELEMENT_ORDER}/${field}`;
}

export function deletionName(field: string): string {
  return `${DELETE_FROM_LIST}/${field}`;
}

/** The field that `$setElementOrder/field` or `$deleteFromPrimitiveList/field` is about; undefined for other names. */
export function fieldOf(name: string, directive: string): string | undefined {
  return name.startsWith(`${directive}/`) ? name.slice(directive.length + 1) : undefined;
}

/** How a field merges: retainKeys is a trait besides the strategy. */
export function strategyOf(schema: FieldSchema | undefined): {
  readonly strategy: string;
  readonly retainKeys: boolean;
} {
  const strategies = schema?.patchStrategies ?? [];
  return {
    strategy: strategies.find((name) => name !== "retainKeys") ?? "",
    retainKeys: strategies.includes("retainKeys"),
  };
}

export function hasDirective(value: unknown): boolean {
  return isJsonObject(value) && member(value, DIRECTIVE) !== undefined;
}

function plainMap(patch: JsonObject): JsonObject {
  const members = new Members();
  for (const [name, value] of Object.entries(patch)) {
    if (value !== null && !hasDirective(value)) members.set(name, plain(value));
  }
  return members.build(patch);
}

/**
 * A patch as a value where there was none: without nulls, and without what stands beside a `$patch`. Other directives
 * stay, as names that no schema knows.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `removeDirectives` (1.36)
 */
export function plain(patch: unknown): unknown {
  if (Array.isArray(patch)) {
    const kept = patch.filter((item) => !hasDirective(item)).map(plain);
    return kept.length === patch.length && kept.every((item, index) => item === patch[index]) ? patch : kept;
  }
  return isJsonObject(patch) ? plainMap(patch) : patch;
}
