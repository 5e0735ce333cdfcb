import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import { patchesConflict } from "./conflicts.ts";
import type { FieldSchema } from "./field-schema.ts";
import { mergePatchBetween } from "./json-merge.ts";
import { Members } from "./members.ts";
import { PatchRefusal } from "./refusal.ts";
import { mapDifference } from "./strategic-diff.ts";
import { mergedMap } from "./strategic-merge.ts";

/** The three states of `kubectl apply`. */
export interface ThreeWay {
  /** What was applied last; empty when nothing was. */
  readonly original: JsonObject;
  /** The manifest, with the last-applied annotation. */
  readonly modified: JsonObject;
  /** The live object. */
  readonly current: JsonObject;
  /** Merge rules; undefined for kinds without a schema, which get a JSON merge patch. */
  readonly schema: FieldSchema | undefined;
  /** False refuses to overwrite what somebody else changed. */
  readonly overwrite?: boolean;
}

/** The patch, and how the server has to read it; or why there is none. */
export type ThreeWayPatch =
  | { readonly ok: true; readonly type: "strategic" | "merge"; readonly patch: JsonObject }
  | { readonly ok: false; readonly message: string };

/**
 * A merge patch without its deletions, or of its deletions alone; undefined when nothing is left. An empty map is a
 * value that somebody set.
 */
function nullsIn(patch: JsonObject, keep: boolean): JsonObject | undefined {
  const members = new Members();
  for (const [name, value] of Object.entries(patch)) {
    if (isJsonObject(value) && Object.keys(value).length === 0) {
      if (!keep) members.set(name, value);
    } else if (isJsonObject(value)) {
      const inner = nullsIn(value, keep);
      if (inner !== undefined) members.set(name, inner);
    } else if ((value === null) === keep) members.set(name, value);
  }
  return members.size === 0 ? undefined : members.build();
}

/** Deep union of two merge patches; the second wins. */
function united(first: JsonObject, second: JsonObject): JsonObject {
  const members = new Members(first);
  for (const [name, value] of Object.entries(second)) {
    const old = members.get(name);
    members.set(name, isJsonObject(old) && isJsonObject(value) ? united(old, value) : value);
  }
  return members.build();
}

/** @see staging/src/k8s.io/apimachinery/pkg/util/jsonmergepatch/patch.go, `CreateThreeWayJSONMergePatch` (1.36) */
function jsonThreeWay({ original, modified, current }: ThreeWay): JsonObject {
  const additions = nullsIn(mergePatchBetween(current, modified, sameJson), false) ?? {};
  const deletions = nullsIn(mergePatchBetween(original, modified, sameJson), true) ?? {};
  return united(deletions, additions);
}

/** @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `CreateThreeWayMergePatch` (1.36) */
function strategicThreeWay({ original, modified, current, schema }: ThreeWay): JsonObject {
  const changes = mapDifference(current, modified, schema, { additions: true, deletions: false, elementOrder: true });
  const deletions = mapDifference(original, modified, schema, {
    additions: false,
    deletions: true,
    elementOrder: true,
  });
  return mergedMap(deletions, changes, schema, "combine");
}

const FIXED = ["apiVersion", "kind"];

/**
 * The patch that `kubectl apply` sends: additions and changes from the live object to the manifest, deletions from what
 * was applied last to the manifest. Empty when there is nothing to send.
 */
export function threeWayPatch(states: ThreeWay): ThreeWayPatch {
  try {
    const type = states.schema === undefined ? "merge" : "strategic";
    const patch = type === "merge" ? jsonThreeWay(states) : strategicThreeWay(states);
    if (FIXED.some((name) => Object.hasOwn(patch, name))) {
      return { ok: false, message: "At least one of apiVersion, kind and name was changed" };
    }
    if (states.overwrite === false && type === "strategic") {
      const options = { additions: true, deletions: true, elementOrder: false };
      const changed = mapDifference(states.original, states.current, states.schema, options);
      if (patchesConflict(patch, changed, states.schema)) {
        const parts = [JSON.stringify(patch, undefined, 2), JSON.stringify(changed, undefined, 2)];
        const message = `patch:\n${parts[0]}\nconflicts with changes made from original to current:\n${parts[1]}\n`;
        return { ok: false, message };
      }
    }
    return { ok: true, type, patch };
  } catch (error) {
    if (error instanceof PatchRefusal) return { ok: false, message: error.status.message };
    throw error;
  }
}
