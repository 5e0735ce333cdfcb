import { readFileSync, readdirSync } from "node:fs";
import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { sameJson } from "../../src/base/json.ts";
import { readPlainBlocks } from "../../src/manifest/fast-block.ts";
import { decodeNode } from "../../src/manifest/go-yaml/decode.ts";
import { parseYaml } from "../../src/manifest/go-yaml/parser.ts";
import { splitDocuments } from "../../src/manifest/split.ts";

const FOLDER = "fixtures/conformance/verdicts";

const texts = readdirSync(FOLDER)
  .flatMap((file): { manifest?: string }[] => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")))
  .flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest]))
  .flatMap((manifest) => [...splitDocuments(manifest)].flatMap((chunk) => ("text" in chunk ? [chunk.text] : [])));

function exact(text: string): unknown {
  const node = parseYaml(text);
  return node === undefined ? undefined : decodeNode(node);
}

describe("the short way", () => {
  test("reads almost every manifest", () => {
    const read = texts.filter((text) => readPlainBlocks(text) !== undefined);
    expect(read.length / texts.length).toBeGreaterThan(0.88);
  });

  test("reads what the long way and the yaml package read", () => {
    for (const text of texts) {
      const value = readPlainBlocks(text);
      if (value === undefined) continue;
      expect(value).toEqual(exact(text));
      expect(sameJson(value, parseDocument(text, { version: "1.2", schema: "core" }).toJS())).toBe(true);
    }
  });

  test("leaves everything that is broken or unusual to the long way, however a text is mutilated", () => {
    const bits = [
      "a: b",
      "- x",
      "  ",
      " ",
      "\n",
      ":",
      ": ",
      "- ",
      "?",
      " #",
      "#",
      "'",
      '"',
      "|",
      ">",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&a ",
      "*a",
      "!!str ",
      "<<: ",
      "---",
      "...",
      "%",
      "@",
      "\\",
      "0777",
      "yes",
      "~",
      "1_0",
      ".5",
      "k:",
      "\n\n",
      "é",
      "=",
      "|2\n",
      "'' ",
      "-",
      "a\n  b",
    ];
    const mutation = tuple(integer({ min: 0, max: 5000 }), integer({ min: 0, max: 4 }), constantFrom(...bits));
    const base = constantFrom(...RICH);
    assert(
      property(base, array(mutation, { minLength: 1, maxLength: 4 }), (text, mutations) => {
        let mutated = text;
        for (const [seed, removed, bit] of mutations) {
          const at = seed % mutated.length;
          mutated = mutated.slice(0, at) + bit + mutated.slice(at + removed);
        }
        if (!mutated.endsWith("\n")) mutated += "\n";
        const value = readPlainBlocks(mutated);
        if (value !== undefined) expect(value).toEqual(exact(mutated));
      }),
      { numRuns: 4000, seed: 11 },
    );
  });
});

const RICH = [
  "a:\n  b: c # d\n  e:\n  - f\n  - g: 1\n    h: 'i j'\n  - k\nl: |\n  one\n    two\n\n  three\nm: >-\n  four\n  five\nn: [o, {p: q}]\n",
  "- a\n- b\n",
  'a: [x, "y z", {b: c}, 12]\nb: {}\nc: []\nd: |-\n  x\n  # y\ne:\n- |\n  z\n-   f: g\n    h: i\n',
  ...texts.slice(0, 5),
];
