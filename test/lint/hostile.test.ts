import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brief, lintTexts } from "./samples.ts";
import { lintSoundly, mutatedManifest, updateSoundly } from "./mutations.ts";

const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const bomb = `a: &a [x, x]\n${many(40, (index) => `b${index}: &b${index} [*${index === 0 ? "a" : `b${index - 1}`}, *${index === 0 ? "a" : `b${index - 1}`}]\n`)}`;

describe("hostile input ends in findings, soon", () => {
  it.each<[string, string, string]>([
    ["nested brackets", `${HEAD}data: ${"[".repeat(100_000)}`, "yaml-syntax"],
    ["nested JSON", '{"a":'.repeat(100_000), "yaml-syntax"],
    ["an alias bomb", `${HEAD}${bomb}`, "yaml-syntax"],
    ["a line of five megabytes", `${HEAD}data: {a: ${"x".repeat(5_000_000)}, b: 3}\n`, "wrong-type"],
    ["a NUL byte", `${HEAD}data: {a: "\u0000"}\n`, "yaml-syntax"],
    ["prototypes as keys", `${HEAD}__proto__: {a: 1}\nconstructor: 1\n`, "strict-decoding"],
    ["many unknown fields", `${HEAD}${many(20_000, (index) => `k${index}: 1\n`)}`, "strict-decoding"],
    ["many equal keys", `${HEAD}data:\n${many(5_000, () => "  k: a\n")}`, "strict-decoding"],
    ["many disputed scalars", `${HEAD}data:\n${many(5_000, (index) => `  k${index}: on\n`)}`, "yaml-dialect"],
  ])("%s", (_, text, rule) => {
    const { findings } = lintTexts({ "a.yaml": text });
    expect(findings[0]?.rule).toBe(rule);
    expect(Object.prototype).not.toHaveProperty("a");
  });

  it("of no text at all ends without", () => {
    expect(lintTexts({ "a.yaml": "", "b.yaml": "# nothing\n", "c.yaml": "---\n---\n" }).findings.map(brief)).toEqual(
      [],
    );
  });
});

describe("any manifest", () => {
  it("is looked at without a fault of ours, with places inside the file, the same each time", () => {
    fc.assert(fc.property(mutatedManifest, lintSoundly), { numRuns: 600, seed: 20 });
  });

  it("is no change of itself, and can be held against any other", () => {
    fc.assert(fc.property(mutatedManifest, mutatedManifest, updateSoundly), { numRuns: 300, seed: 20 });
  });
});
