const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

/** Most texts; the classes of all other characters take V8 a millisecond to look up. */
const PLAIN = /^[ !#-[\]-~]*$/;

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Escapes quotes, backslashes and what does not print: of spaces, only the plain one does. */
function quoted(value: string): string {
  return value.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escaped);
}

/**
 * A text in Go's quotes, as `%q` writes it.
 * @see strconv/quote.go, `Quote`
 */
export function goText(value: string): string {
  return `"${PLAIN.test(value) ? value : quoted(value)}"`;
}
