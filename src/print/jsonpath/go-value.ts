import { byBytes, goString, isJsonObject, type JsonObject } from "../../base/json.ts";

/** Names of the members that are there, in the order of Go's printed maps. */
export function memberNames(object: JsonObject): readonly string[] {
  return Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort(byBytes);
}

/** A number as `%v` prints it: whole ones in full, others with an exponent from a million up. */
function goNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** A JSON value as Go's `%v` prints it: `map[a:1 b:[x y]]`. */
export function goPrint(value: unknown): string {
  if (typeof value === "number") return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goPrint).join(" ")}]`;
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return value.toString();
  if (!isJsonObject(value)) return "<nil>";
  return `map[${memberNames(value)
    .map((name) => `${name}:${goPrint(value[name])}`)
    .join(" ")}]`;
}

/** A JSON value as Go's `%#v` writes it: the type before every map and list. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return "interface {}(nil)";
  if (typeof value === "string") return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`;
  if (!isJsonObject(value)) return goPrint(value);
  const members = memberNames(value).map((name) => `${goQuote(name)}:${goSyntax(value[name])}`);
  return `map[string]interface {}{${members.join(", ")}}`;
}

const GO_ESCAPES: Readonly<Record<string, string>> = { "\\u003c": "<", "\\u003e": ">", "\\u0026": "&" };

/** A string as Go's `%q` quotes it. */
export function goQuote(text: string): string {
  return goString(text).replace(/\\u00(?:3c|3e|26|[01][\da-f])/g, (escape) => {
    return GO_ESCAPES[escape] ?? `\\x${escape.slice(4)}`;
  });
}

/** The Go type of a decoded JSON value, as error messages name it. */
export function goType(value: unknown): string {
  if (value === null || value === undefined) return "interface {}";
  if (Array.isArray(value)) return "[]interface {}";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int64";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return "map[string]interface {}";
}
