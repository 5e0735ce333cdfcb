import { sameJson, type JsonObject } from "../../base/json.ts";
import type { FieldSchema } from "./field-schema.ts";
import { mergePatchBetween } from "./json-merge.ts";
import { PatchRefusal } from "./refusal.ts";
import { mapDifference } from "./strategic-diff.ts";

/** The patch, or why there is none: a list whose elements cannot be told from each other. */
export type TwoWayPatch =
  | { readonly ok: true; readonly patch: JsonObject }
  | { readonly ok: false; readonly message: string };

/**
 * The patch that turns one object into another, as `edit` and `set` send it: strategic where the kind's schema is
 * known, a JSON merge patch otherwise. Empty when the two are equal.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `CreateTwoWayMergePatch` (1.36)
 */
export function twoWayPatch(from: JsonObject, to: JsonObject, schema: FieldSchema | undefined): TwoWayPatch {
  if (schema === undefined) return { ok: true, patch: mergePatchBetween(from, to, sameJson) };
  try {
    const patch = mapDifference(from, to, schema, { additions: true, deletions: true, elementOrder: true });
    return { ok: true, patch };
  } catch (error) {
    if (error instanceof PatchRefusal) return { ok: false, message: error.status.message };
    throw error;
  }
}
