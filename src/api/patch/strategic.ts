import type { JsonObject } from "../../base/json.ts";
import { isJsonObject } from "../../base/json.ts";
import type { FieldSchema } from "./field-schema.ts";
import { answer, badPatch, type Patched } from "./refusal.ts";
import { mergedMap } from "./strategic-merge.ts";

/**
 * Applies a strategic merge patch by the merge rules of the kind's schema. Parts that the patch leaves alone are shared
 * with the original. Refuses as the API server: BadRequest for directives of the wrong shape, and an error without a
 * reason for list elements without their merge key.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `StrategicMergeMapPatch` (1.36)
 */
export function applyStrategicPatch(original: JsonObject, patch: unknown, schema: FieldSchema | undefined): Patched {
  return answer(() => {
    if (!isJsonObject(patch)) {
      const type = Array.isArray(patch) ? "array" : typeof patch;
      throw badPatch(`json: cannot unmarshal ${type} into Go value of type map[string]interface {}`);
    }
    return mergedMap(original, patch, schema, "apply");
  });
}
