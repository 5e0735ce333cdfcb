import { sameJson, type JsonObject } from "../../base/json.ts";
import type { FieldSchema } from "./field-schema.ts";
import { mergePatchBetween } from "./json-merge.ts";
import { mapDifference } from "./strategic-diff.ts";

/**
 * The patch that turns one object into another, as `edit` and `set` send it: strategic where the kind's schema is
 * known, a JSON merge patch otherwise. Empty when the two are equal. Throws where a list cannot be compared.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `CreateTwoWayMergePatch` (1.36)
 */
export function twoWayPatch(from: JsonObject, to: JsonObject, schema: FieldSchema | undefined): JsonObject {
  if (schema === undefined) return mergePatchBetween(from, to, sameJson);
  return mapDifference(from, to, schema, { additions: true, deletions: true, elementOrder: true });
}
