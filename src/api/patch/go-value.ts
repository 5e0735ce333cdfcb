import { byBytes, isJsonObject } from "../../base/json.ts";

/**
 * A JSON value as Go prints it with `%v`, as in error messages that quote a whole patch: `map[spec:map[replicas:3]]`.
 * @see fmt, verb `%v`
 */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(goValue).join(" ")}]`;
  if (isJsonObject(value)) {
    const members = Object.keys(value).sort(byBytes);
    return `map[${members.map((name) => `${name}:${goValue(value[name])}`).join(" ")}]`;
  }
  if (typeof value === "number") return goNumber(value);
  if (typeof value === "string") return value;
  return typeof value === "boolean" || typeof value === "bigint" ? String(value) : "";
}

function goNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([+-])(\d)$/, "e$10$2");
}
