import { byBytes } from "../../base/json.ts";
import { goPrint, goQuote, goSyntax, goType } from "../jsonpath/go-value.ts";

/** Values one after the other, with a blank between two that are no strings. */
export function sprint(values: readonly unknown[]): string {
  let text = "";
  for (const [index, value] of values.entries()) {
    const apart = index > 0 && typeof value !== "string" && typeof values[index - 1] !== "string";
    text += (apart ? " " : "") + goPrint(value);
  }
  return text;
}

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** The Go type of a value: numbers of objects are int64 or float64, whole ones of the template itself int. */
export function goTypeOf(value: unknown): string {
  if (value === undefined || value === null) return "<nil>";
  return typeof value === "bigint" ? "int" : goType(value);
}

/** What Go prints where a verb does not fit its value: `%!d(float64=2)`. */
function mismatch({ letter }: Verb, value: unknown): string {
  return value === undefined || value === null
    ? `%!${letter}(<nil>)`
    : `%!${letter}(${goTypeOf(value)}=${goPrint(value)})`;
}

function signed(text: string, flags: string): string {
  if (text.startsWith("-")) return text;
  return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
}

function integer(value: bigint, { letter, flags }: Verb): string | undefined {
  if (letter === "c") return String.fromCodePoint(Number(value));
  if (letter === "q") return `'${String.fromCodePoint(Number(value))}'`;
  const radix = { d: 10, x: 16, X: 16, o: 8, b: 2 }[letter];
  if (radix === undefined) return undefined;
  const text = value.toString(radix);
  return signed(letter === "X" ? text.toUpperCase() : text, flags);
}

function exponential(value: number, precision: number | undefined): string {
  return value.toExponential(precision).replace(/e([-+])(\d)$/, "e$10$2");
}

function float(value: number, { letter, flags, precision }: Verb): string | undefined {
  if (letter === "f" || letter === "F") return signed(value.toFixed(precision ?? 6), flags);
  if (letter === "e") return signed(exponential(value, precision ?? 6), flags);
  return letter === "g" ? signed(goPrint(value), flags) : undefined;
}

function hex(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function string(value: string, { letter, precision }: Verb): string | undefined {
  const cut = precision === undefined ? value : Array.from(value).slice(0, precision).join("");
  if (letter === "s") return cut;
  if (letter === "q") return goQuote(cut);
  return letter === "x" ? hex(cut) : undefined;
}

/** Lists and maps apply a verb to what they hold. */
function composite(value: object, verb: Verb): string {
  if (Array.isArray(value)) return `[${value.map((item) => formatted(verb, item)).join(" ")}]`;
  const members = Object.entries(value).sort(([a], [b]) => byBytes(a, b));
  return `map[${members.map(([name, item]) => `${formatted(verb, name)}:${formatted(verb, item)}`).join(" ")}]`;
}

function formatted(verb: Verb, value: unknown): string {
  if (verb.letter === "v") return verb.flags.includes("#") ? goSyntax(value) : goPrint(value);
  if (verb.letter === "T") return goTypeOf(value);
  if (typeof value === "object" && value !== null) return composite(value, verb);
  if (typeof value === "boolean" && verb.letter === "t") return String(value);
  return scalar(verb, value) ?? mismatch(verb, value);
}

function scalar(verb: Verb, value: unknown): string | undefined {
  if (typeof value === "string") return string(value, verb);
  if (typeof value === "bigint") return integer(value, verb);
  if (typeof value !== "number") return undefined;
  return Number.isInteger(value) ? integer(BigInt(value), verb) : float(value, verb);
}

function padded(text: string, { flags, width }: Verb, isNumber: boolean): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0") || !isNumber) return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/**
 * Go's `fmt.Sprintf` over strings, booleans, numbers, lists and maps.
 * @see fmt/print.go of Go 1.26
 */
export function sprintf(format: string, values: readonly unknown[]): string {
  let used = 0;
  const shape = /%([-+# 0]*)(\d*)(?:\.(\d*))?([a-zA-Z%]|$)/g;
  const text = format.replace(
    shape,
    (_, flags: string, width: string, precision: string | undefined, letter: string) => {
      if (letter === "%") return "%";
      if (letter === "") return "%!(NOVERB)";
      if (used >= values.length) return `%!${letter}(MISSING)`;
      const value = values[used++];
      const digits = precision === undefined ? undefined : Number(precision);
      const verb: Verb = { flags, width: Number(width), precision: digits, letter };
      return padded(formatted(verb, value), verb, typeof value === "number" || typeof value === "bigint");
    },
  );
  if (used === values.length) return text;
  const extra = values.slice(used).map((value) => {
    return value === undefined || value === null ? "<nil>" : `${goTypeOf(value)}=${goPrint(value)}`;
  });
  return `${text}%!(EXTRA ${extra.join(", ")})`;
}
