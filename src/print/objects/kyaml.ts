import { byBytes, goString, isJsonObject } from "../../base/json.ts";
import { presentMembers, shownValue } from "./shown-value.ts";
import { isTimestamp } from "./yaml-scalar.ts";

/**
 * A value as `kubectl get -o kyaml` prints it: YAML in braces and brackets, texts in double quotes, keys bare where
 * nobody can mistake them.
 * @see sigs.k8s.io/yaml/kyaml, `Encoder` (Kubernetes 1.36)
 */
export function printKyaml(value: unknown): string {
  return `---\n${node(shownValue(value), 0)}\n`;
}

function node(value: unknown, level: number): string {
  if (typeof value === "string") return quoted(value, level + 1);
  if (Array.isArray(value)) return sequence(value, level);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return value.toString();
  if (!isJsonObject(value)) return "null";
  const members = presentMembers(value).sort(([a], [b]) => byBytes(a, b));
  if (members.length === 0) return "{}";
  const lines = members.map(([name, member]) => `${pad(level + 1)}${key(name)}: ${node(member, level + 1)},\n`);
  return `{\n${lines.join("")}${pad(level)}}`;
}

/** Lists of nothing but objects and lists keep the brackets of their items close. */
function sequence(items: readonly unknown[], level: number): string {
  if (items.length === 0) return "[]";
  if (items.every((item) => item !== null && typeof item === "object")) {
    return `[${items.map((item) => node(item, level)).join(", ")}]`;
  }
  return `[\n${items.map((item) => `${pad(level + 1)}${node(item, level + 1)},\n`).join("")}${pad(level)}]`;
}

function pad(level: number): string {
  return "  ".repeat(level);
}

/** A text in quotes; one of several lines is folded, every line on its own. */
function quoted(text: string, level: number): string {
  if (!text.includes("\n")) return `"${Array.from(text, escaped).join("")}"`;
  const lines = text.split("\n").map((line, i, all) => {
    const last = i === all.length - 1;
    if (last && line === "") return "";
    const lead = /^\s/.test(line) ? "\\" : " ";
    return `${pad(level)}${lead}${Array.from(line, escaped).join("")}${last ? "" : "\\n"}\\\n`;
  });
  return `"\\\n${lines.join("")}${pad(level)}"`;
}

const ESCAPES = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\0", "\\0"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\v", "\\v"],
  ["\x1b", "\\e"],
  ["\x85", "\\N"],
  ["\xa0", "\\_"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} \t]$/u;

function escaped(character: string): string {
  const escape = ESCAPES.get(character);
  if (escape !== undefined) return escape;
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const BARE_KEY = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u;
const AMBIGUOUS_WORD = /^(?:null|~|true|false|y|n|yes|no|on|off|t|f|0|1|inf|infinity|nan)$/i;
const NUMBER = /^[+-]?(?:0x[0-9a-f]+|0b[01]+|0o?[0-7]+|0|[1-9][0-9]*|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)$/i;

function key(name: string): string {
  const bare = name.replaceAll("_", "");
  if (BARE_KEY.test(name) && !AMBIGUOUS_WORD.test(bare) && !NUMBER.test(bare) && !isTimestamp(name)) return name;
  return `"${Array.from(name, (character) => keyEscape(character)).join("")}"`;
}

function keyEscape(character: string): string {
  if (character === "\n" || character === "\t") return goString(character).slice(1, -1);
  return escaped(character);
}
