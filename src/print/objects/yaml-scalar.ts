import { resolvePlain } from "../../manifest/go-yaml/resolve.ts";

/** How a text may be written in YAML, in the order of preference of go-yaml's emitter. */
export type ScalarStyle = "plain" | "single" | "double" | "literal";

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Whether a reader of YAML would take the bare text for a string. */
function meansItself(text: string): boolean {
  return resolvePlain(text).type === "str" && !BASE_60.test(text) && !isTimestamp(text);
}

/** Whether go-yaml takes a bare text for a date or a moment. */
export function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [, month, day, hour, minute, second, zone] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return false;
  if (hour === undefined) return true;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  return text.includes(" ") ? zone === undefined : zone !== undefined;
}

/** Characters that go-yaml escapes: controls, tabs, and everything beyond the basic plane. */
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const BREAK = /[\n\u2028\u2029]/;
const FIRST_INDICATOR = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?=[ \t\n\x85\u2028\u2029]|$)|---|\.\.\.)/;
const INNER_INDICATOR = /[^]:(?=[ \t\n\x85\u2028\u2029]|$)|[ \t\n\x85\u2028\u2029]#/;

/** Longer than every word that means something else, and without a character that does. */
const HARMLESS = /^[A-Za-z/][\w./-]{5,}$/;

/** What `text` is written as, given where it stands. A key never spans lines. */
export function scalarStyle(text: string, isKey: boolean): ScalarStyle {
  if (HARMLESS.test(text)) return "plain";
  const wanted = text.includes("\n") ? "literal" : meansItself(text) ? "plain" : "double";
  if (wanted === "double") return "double";
  const special = UNPRINTABLE.test(text) || / [\n\u2028\u2029]/.test(text);
  if (wanted === "literal") return isKey || special || text.endsWith(" ") ? "double" : "literal";
  const bare = !special && !BREAK.test(text) && !/^ | $/.test(text);
  if (bare && !FIRST_INDICATOR.test(text) && !INNER_INDICATOR.test(text)) return "plain";
  return special || /[\n\u2028\u2029] /.test(text) ? "double" : "single";
}

const ESCAPES = new Map([
  [0, "\\0"],
  [7, "\\a"],
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
  [27, "\\e"],
  [34, '\\"'],
  [92, "\\\\"],
  [0x85, "\\N"],
  [0x2028, "\\L"],
  [0x2029, "\\P"],
]);

/** A character as it stands in double quotes. */
export function doubleQuoted(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const escape = ESCAPES.get(code);
  if (escape !== undefined) return escape;
  if (!UNPRINTABLE.test(character)) return character;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** A number as go-yaml writes it: integers in full, others in Go's shortest `%g`. */
export function yamlNumber(value: number | bigint): string {
  if (typeof value === "bigint" || (Number.isInteger(value) && Math.abs(value) < 2 ** 64))
    return BigInt(value).toString();
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return value.toString();
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
}
