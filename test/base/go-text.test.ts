import { expect, test } from "vitest";
import { goText } from "../../src/base/go-text.ts";

/** @see strconv/quote.go, `Quote` */
test.each([
  ["", '""'],
  ['a "b" \\', String.raw`"a \"b\" \\"`],
  ["\u0007\b\f\n\r\t\v", String.raw`"\a\b\f\n\r\t\v"`],
  ["\u0000\u001f\u007f", String.raw`"\x00\x1f\x7f"`],
  ["\u0085\u00a0\u00ad\u200b\u2028\ufeff", String.raw`"\u0085\u00a0\u00ad\u200b\u2028\ufeff"`],
  ["é 日本 ١ 😀 <&>", '"é 日本 ١ 😀 <&>"'],
  ["\u{e0001}", String.raw`"\U000e0001"`],
])("%j in Go's quotes", (text, quoted) => {
  expect(goText(text)).toBe(quoted);
});
