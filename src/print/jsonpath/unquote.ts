import { TemplateError } from "./template-error.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.)|$)/gsu;

/**
 * The text inside a quoted string with Go's escapes resolved; the quote itself may be escaped.
 * @see strconv/quote.go of Go 1.26, `UnquoteChar`
 */
export function unquote(quoted: string): string {
  const quote = quoted[0] ?? "";
  return quoted.slice(1, -1).replace(ESCAPE, (_, x?: string, u?: string, U?: string, octal?: string, one?: string) => {
    const hex = x ?? u ?? U;
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (one === quote) return quote;
    const simple = one === undefined ? undefined : SIMPLE[one];
    if (simple === undefined) throw new TemplateError(`unquote string ${quoted} error invalid syntax`);
    return simple;
  });
}
