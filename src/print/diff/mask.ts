import { isJsonObject, type JsonObject } from "../../base/json.ts";

type Side = "before" | "after";

function masked(own: unknown, other: unknown, side: Side): unknown {
  if (!isJsonObject(own)) return own;
  const others = isJsonObject(other) ? other : {};
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const changed = Object.hasOwn(others, key) && others[key] !== value;
      return [key, changed ? `*** (${side})` : "***"];
    }),
  );
}

function maskOne(own: JsonObject | undefined, other: JsonObject | undefined, side: Side): JsonObject | undefined {
  if (own === undefined || own["kind"] !== "Secret" || own["data"] === undefined) return own;
  return { ...own, data: masked(own["data"], other?.["data"], side) };
}

/**
 * A Secret's values hidden on both sides, so that one sees only whether they differ.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go, `Masker` (1.36)
 */
export function maskSecrets(
  live: JsonObject | undefined,
  merged: JsonObject | undefined,
): readonly [JsonObject | undefined, JsonObject | undefined] {
  return [maskOne(live, merged, "before"), maskOne(merged, live, "after")];
}
