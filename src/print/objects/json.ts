import { byBytes, goString } from "../../base/json.ts";
import { presentMembers, shownValue } from "./shown-value.ts";

/**
 * A value as `kubectl get -o json` prints it: four blanks a level, keys by their bytes, Go's escapes. `outerKeys`: the
 * order of the outermost keys where kubectl prints a typed object, whose fields come as declared.
 */
export function printJson(value: unknown, outerKeys: readonly string[] = []): string {
  return `${indented(shownValue(value), "\n", outerKeys)}\n`;
}

function indented(value: unknown, lineBreak: string, keys: readonly string[] = []): string {
  if (typeof value === "string") return goString(value);
  if (value === null || typeof value !== "object") return word(value);
  const inner = `${lineBreak}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[${inner}${value.map((item) => indented(item, inner)).join(`,${inner}`)}${lineBreak}]`;
  }
  const members = presentMembers(value).sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b) || byBytes(a, b));
  if (members.length === 0) return "{}";
  const lines = members.map(([name, member]) => `${goString(name)}: ${indented(member, inner)}`);
  return `{${inner}${lines.join(`,${inner}`)}${lineBreak}}`;
}

function word(value: unknown): string {
  if (typeof value === "bigint" || typeof value === "boolean") return value.toString();
  return typeof value === "number" ? value.toString().replace(/e([+-])(\d)$/, "e$10$2") : "null";
}
