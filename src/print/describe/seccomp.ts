import { isJsonObject } from "../../base/json.ts";
import type { Outline } from "./outline.ts";
import { scalar } from "./scalar.ts";

/** The seccomp profile of a security context, at the given levels for its type and for a local file's name. */
export function seccompProfile(out: Outline, context: unknown, levels: readonly [number, number]): void {
  const profile = isJsonObject(context) ? context["seccompProfile"] : undefined;
  if (!isJsonObject(profile)) return;
  out.line(levels[0], "SeccompProfile:", scalar(profile["type"]));
  if (profile["type"] === "Localhost") out.line(levels[1], "LocalhostProfile:", scalar(profile["localhostProfile"]));
}
