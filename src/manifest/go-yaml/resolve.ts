const WORDS = new Map<string, boolean | null | number>([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const INTEGER = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

export const INT64_MAX = (1n << 63n) - 1n;
const INT64_MIN = -(1n << 63n);
const UINT64_MAX = (1n << 64n) - 1n;

/** An integer as it survives kubectl: exact within int64, as a float beyond. */
function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) || value > INT64_MAX || value < INT64_MIN ? number : value;
}

/** The integer of a plain text without underscores. */
export function integer(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  if (text.length > 70 && (hex ?? binary ?? octal ?? decimal ?? "").replace(/^0+/, "").length > 64) return undefined;
  const digits =
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : (decimal ?? "0");
  const value = sign === "-" ? -BigInt(digits) : BigInt(digits);
  if (value < INT64_MIN || value > (sign === "" ? UINT64_MAX : INT64_MAX)) return undefined;
  return value;
}

/** What kind of scalar go-yaml takes a plain text for. */
export type Resolved =
  | { readonly type: "null"; readonly value: null }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int"; readonly value: number | bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "str"; readonly value: string };

/**
 * What a plain scalar means to kubectl: booleans of YAML 1.1, octal with a leading zero, and no dates and no
 * sexagesimal numbers.
 * @see go.yaml.in/yaml/v2, `resolve` in resolve.go
 */
export function resolvePlain(text: string): Resolved {
  const word = text.length > 5 ? undefined : WORDS.get(text);
  if (word === null) return { type: "null", value: null };
  if (typeof word === "boolean") return { type: "bool", value: word };
  if (word !== undefined) return { type: "float", value: word };
  const code = text.charCodeAt(0);
  if (code === 46) return fraction(text);
  if (!((code >= 48 && code <= 57) || code === 43 || code === 45)) return { type: "str", value: text };
  const bare = text.replaceAll("_", "");
  const whole = integer(bare);
  if (whole !== undefined) return { type: "int", value: exactInteger(whole) };
  return FLOAT.test(bare) ? float(bare, text) : { type: "str", value: text };
}

/** A text that begins with a point: here an underscore has to stand between digits. @see strconv, `ParseFloat` */
function fraction(text: string): Resolved {
  const bare = text.replace(/(?<=\d)_(?=\d)/g, "");
  return FLOAT.test(bare) ? float(bare, text) : { type: "str", value: text };
}

function float(text: string, original = text): Resolved {
  const value = Number(text);
  return Number.isFinite(value) ? { type: "float", value } : { type: "str", value: original };
}
