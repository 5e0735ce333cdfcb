import { execFileSync } from "node:child_process";
import { constantFrom, sample, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { goJson } from "../../../src/base/json.ts";
import { printJson } from "../../../src/print/objects/json.ts";
import { printYaml } from "../../../src/print/objects/yaml.ts";
import { KUBECTL } from "../../kubectl-oracle.ts";

function kubectlPrints(object: object, format: "yaml" | "json"): string {
  const argv = ["annotate", "--local", "-f", "-", "-o", format, "a=b"];
  return execFileSync(KUBECTL ?? "", argv, {
    input: goJson(object),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const TEXTS = [
  "",
  " ",
  "a",
  "a b",
  " lead",
  "trail ",
  "a: b",
  "a:",
  "a#b",
  "a #b",
  "#a",
  "@x",
  "`x",
  "%x",
  "- a",
  "-a",
  "-",
  "?",
  "? a",
  "?a",
  ":",
  ":a",
  ": a",
  "a,b",
  "[a]",
  "{a}",
  "a]",
  "&a",
  "*a",
  "!a",
  "|",
  ">",
  "'",
  '"',
  "it's",
  "yes",
  "on",
  "y",
  "N",
  "~",
  "null",
  "0640",
  "0o17",
  "1_000",
  "1e3",
  "1e400",
  ".5",
  ".",
  "..",
  "...",
  "---",
  "--- a",
  "<<",
  "=",
  "12:30",
  "1:0",
  "2026-01-31",
  "2026-01-31T00:00:00Z",
  "2026-13-01",
  "0x1F",
  "+1",
  "-1",
  "a\nb",
  "a\nb\n",
  "a\nb\n\n",
  "\n",
  "\n\n",
  "\na",
  " a\nb",
  "a \nb",
  "a\n b",
  "a\n\n  b\n",
  "a\tb",
  "\ta",
  "a\rb",
  "\u0000",
  "\u0007",
  "\u001b",
  "\u00a0",
  "é",
  "日本語",
  "😀",
  "a😀b\n",
  "\ufeff",
  "\u2028",
  "a\u2028b",
  "<a&b>",
  "\\",
  "a\\b",
  "a\nb ",
  "a: b\nc",
  "word ".repeat(40),
  "word ".repeat(40).trim(),
  `${"x".repeat(90)} y z`,
  `it's ${"long ".repeat(30)}: yes`,
  `\t${"long  word ".repeat(20)}x`,
  `a: ${"x  ".repeat(50)}y`,
  "{{ .Values.x }}",
  "key=value",
  "http://a.b/c?d=e#f",
  "*.example.com",
  "100m",
  "10Gi",
  "a, b",
  "x:y:z",
  "infinity",
  "NaN",
  ".nan",
  "-.inf",
  "0b11",
  "08",
  "0.0",
  "1.",
  "1.0",
];

const object = (data: unknown) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { annotations: { a: "b" }, name: "x" },
  data,
});

describe.skipIf(KUBECTL === undefined)("as kubectl prints", () => {
  test.each(["yaml", "json"] as const)("%s texts", (format) => {
    const values = object({
      list: TEXTS,
      maps: TEXTS.map((text) => ({ text })),
      keys: Object.fromEntries(TEXTS.filter((text) => !/^[0-9]|^<<$/.test(text)).map((text, i) => [text, i])),
      nested: {
        deep: {
          text: TEXTS,
          lists: [
            [["a"], []],
            [{}, { a: [], b: {}, c: null, d: [1, [2]] }],
          ],
        },
      },
    });
    const print = format === "yaml" ? printYaml : printJson;
    expect(print(values)).toBe(kubectlPrints(values, format));
  });

  test.each(["yaml", "json"] as const)("%s numbers and keys", (format) => {
    const values = object({
      numbers: [
        0,
        1,
        -1,
        0.1,
        0.5,
        1.5,
        1e6,
        1234567.5,
        1e20,
        1e21,
        1.5e30,
        1e-5,
        0.00001234,
        123456789012345680,
        9007199254740993n,
        1e19,
      ],
      keys: {
        a10: 1,
        a2: 2,
        a_b: 3,
        aB: 4,
        ab: 5,
        "a.b": 6,
        "a-b": 7,
        A: 8,
        "1": 9,
        "01": 10,
        a01: 11,
        a1: 12,
        é: 13,
        "a/b": 14,
        a: 15,
        a001: 16,
      },
      ["k".repeat(130)]: { a: 1 },
      ["l".repeat(130)]: ["a", { b: 1, c: [1] }],
      ["m".repeat(130)]: "text",
      ["n".repeat(126)]: "text ".repeat(30),
    });
    const print = format === "yaml" ? printYaml : printJson;
    expect(print(values)).toBe(kubectlPrints(values, format));
  });

  test("any texts", () => {
    const text = string({ unit: constantFrom(...Array.from("ab:- #'\"\n\t,[]{}?|>%@!&*01.~é😀\\ ")), maxLength: 14 });
    const texts = sample(text, { numRuns: 600, seed: 7 });
    const values = object({ list: texts, maps: texts.map((value) => ({ value, inner: { value } })) });
    expect(printYaml(values)).toBe(kubectlPrints(values, "yaml"));
  });
});
