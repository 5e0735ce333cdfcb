import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { Members } from "./members.ts";
import { answer, badPatch, type Patched } from "./refusal.ts";

/** A list of a patch without the nulls in its maps. */
function pruned(patch: unknown): unknown {
  if (Array.isArray(patch)) {
    const items = patch.map(pruned);
    return items.every((item, index) => item === patch[index]) ? patch : items;
  }
  return isJsonObject(patch) ? merged(undefined, patch) : patch;
}

function merged(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return pruned(patch);
  const base: JsonObject = isJsonObject(target) ? target : {};
  const members = new Members(base);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) members.delete(name);
    else members.set(name, merged(members.get(name), value));
  }
  return members.build(isJsonObject(target) ? target : undefined);
}

const GO_TYPES: Record<string, string> = { string: "string", number: "number", bigint: "number", boolean: "bool" };

/**
 * Applies a JSON merge patch. Parts that the patch leaves alone are shared with the target; a patch without effect
 * gives the target itself. Refuses with BadRequest a patch that is no object. Beyond the standard, maps in lists lose
 * their nulls.
 * @see RFC 7386; gopkg.in/evanphx/json-patch.v4, `pruneNils`; staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyJSPatch` (1.36)
 */
export function applyMergePatch(target: unknown, patch: unknown): Patched {
  return answer(() => {
    if (isJsonObject(patch)) return merged(target, patch);
    const type = Array.isArray(patch) ? "array" : (GO_TYPES[typeof patch] ?? "null");
    throw badPatch(
      `error decoding patch: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
    );
  });
}

/**
 * The JSON merge patch that turns one value into another: nulls for what is gone, lists as a whole.
 * @see RFC 7386
 */
export function mergePatchBetween(
  from: JsonObject,
  to: JsonObject,
  same: (a: unknown, b: unknown) => boolean,
): JsonObject {
  const patch = new Members();
  for (const [name, value] of Object.entries(to)) {
    const old = Object.hasOwn(from, name) ? from[name] : undefined;
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = mergePatchBetween(old, value, same);
      if (Object.keys(inner).length > 0) patch.set(name, inner);
    } else if (!Object.hasOwn(from, name) || !same(old, value)) patch.set(name, value);
  }
  for (const name of Object.keys(from)) if (!Object.hasOwn(to, name)) patch.set(name, null);
  return patch.build();
}
