/** A value of JSON, plus bigint for integers beyond 2^53, which the decoder keeps exact. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object with unknown members. */
export type JsonObject = { readonly [name: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Sets a member whatever its name: `__proto__` is a name like any other. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

const NOTHING: readonly string[] = [];

/**
 * Deep equality of JSON values. Members that are undefined count as absent; key order does not matter. `but`: members
 * of the two objects themselves that are not looked at.
 */
export function sameJson(a: unknown, b: unknown, but: readonly string[] = NOTHING): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let present = 0;
  for (const name in left) {
    const value = left[name];
    if (value === undefined || but.includes(name)) continue;
    const other = right[name];
    if (value !== other && (!Object.hasOwn(right, name) || !sameJson(value, other))) return false;
    present++;
  }
  for (const name in right) if (right[name] !== undefined && !but.includes(name)) present--;
  return present === 0;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index] && !sameJson(a[index], b[index])) return false;
  }
  return true;
}

/** Printable ASCII without quotes, backslashes and HTML characters: nearly every string there is. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;
const ESCAPED = /[<>&\u2028\u2029]/g;
const ESCAPE: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** A string as Go's encoding/json writes it: HTML characters and line separators escaped. */
export function goString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(ESCAPED, (character) => ESCAPE[character] ?? character);
}

/** Compares strings by their UTF-8 bytes, the order of Go's maps in JSON. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xIsSurrogate = x >= 0xd800 && x < 0xe000;
    const yIsSurrogate = y >= 0xd800 && y < 0xe000;
    if (xIsSurrogate !== yIsSurrogate) return xIsSurrogate ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/**
 * Compact JSON as Go writes a map: keys sorted by their bytes, HTML characters escaped, undefined members left out.
 * @see encoding/json, `Marshal` of `map[string]interface{}`
 */
export function goJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return goString(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
  const object = value as Record<string, unknown>;
  let members = "";
  for (const name of Object.keys(object).sort(byBytes)) {
    if (object[name] === undefined) continue;
    members += `${members === "" ? "" : ","}${goString(name)}:${goJson(object[name])}`;
  }
  return `{${members}}`;
}
