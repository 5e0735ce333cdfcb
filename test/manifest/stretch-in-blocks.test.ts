import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldPath } from "../../src/base/field-path.ts";
import { readPlainBlocks } from "../../src/manifest/fast-block.ts";
import { locateIn, offsetRange } from "../../src/manifest/locate.ts";
import { stretchInBlocks } from "../../src/manifest/stretch-in-blocks.ts";
import { mutilated, texts } from "./block-texts.ts";

/** Every field of a value, and fields that it does not have. */
function* pathsIn(value: unknown, path: FieldPath = []): Generator<FieldPath> {
  yield path;
  yield [...path, "missing"];
  yield [...path, "missing", 0];
  if (Array.isArray(value)) yield [...path, value.length];
  else yield [...path, 0];
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) yield* pathsIn(member, [...path, isList ? Number(name) : name]);
}

/** How many stretches of a text's fields are found by its lines; throws where they are not those of its nodes. */
function found(text: string, value: unknown): { readonly asked: number; readonly told: number } {
  const document = { file: "x.yaml", format: "yaml", text, start: 0, firstLine: 1, unusual: true } as const;
  const byNodes = locateIn(document);
  let [asked, told] = [0, 0];
  const byLines: unknown[] = [];
  const exact: unknown[] = [];
  for (const path of pathsIn(value)) {
    for (const part of ["key", "value"] as const) {
      const stretch = stretchInBlocks(text, path, part);
      asked++;
      if (stretch === undefined) continue;
      told++;
      byLines.push({ path, part, at: offsetRange(document, stretch) });
      exact.push({ path, part, at: byNodes(path, part) });
    }
  }
  expect(byLines).toEqual(exact);
  return { asked, told };
}

describe("the stretch of a field by the lines", () => {
  test("is that of its node in every recorded manifest, and mostly there", () => {
    let [asked, told] = [0, 0];
    for (const text of texts) {
      const value = readPlainBlocks(text);
      if (value === undefined) continue;
      const counts = found(text, value);
      asked += counts.asked;
      told += counts.told;
    }
    expect(asked).toBeGreaterThan(100_000);
    expect(told / asked).toBeGreaterThan(0.7);
  });

  test("is that of its node, however a text is mutilated", () => {
    assert(
      property(mutilated, (text) => {
        const value = readPlainBlocks(text);
        if (value !== undefined) found(text, value);
      }),
      { numRuns: 1000, seed: 12 },
    );
  });

  test.each([
    ["a key", "a:\n  b: c\n", ["a", "b"], "key", "b"],
    ["a value before a comment", "a:\n  b: c d  # e\n", ["a", "b"], "value", "c d"],
    ["a value in quotes", 'a: "b # c" # d\n', ["a"], "value", '"b # c"'],
    ["an item below its list's key", "a:\n- b\n# x\n- c\nd: e\n", ["a", 1], "value", "c"],
    ["a field behind a literal text", "a: |\n  b: 1\n\n  # c\nb: 2\n", ["b"], "value", "2"],
    ["a field of an item", "a:\n  - b: 1\n    c: 2\n", ["a", 0, "c"], "value", "2"],
    ["the key of nothing", "a:\nb:\n", ["a"], "value", "a"],
    ["the key of an ancestor", "a:\n  b: c\n", ["a", "x", "y"], "value", "a"],
  ] as const)("is %s", (_, text, path, part, written) => {
    const { start = 0, end = 0 } = stretchInBlocks(text, path, part) ?? {};
    expect(text.slice(start, end)).toBe(written);
  });

  test.each([
    ["flow collections", "a: [b, c]\n", ["a", 1]],
    ["whole blocks", "a:\n  b: c\n", ["a"]],
    ["literal texts", "a: |\n  b\n", ["a"]],
  ] as const)("is left to the nodes in %s", (_, text, path) => {
    expect(stretchInBlocks(text, path, "value")).toBeUndefined();
  });
});
