import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { sameJson } from "../../src/base/json.ts";
import { readPlainBlocks } from "../../src/manifest/fast-block.ts";
import { decodeNode } from "../../src/manifest/go-yaml/decode.ts";
import { parseYaml } from "../../src/manifest/go-yaml/parser.ts";
import { mutilated, texts } from "./block-texts.ts";

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
    assert(
      property(mutilated, (text) => {
        const value = readPlainBlocks(text);
        if (value !== undefined) expect(value).toEqual(exact(text));
      }),
      { numRuns: 4000, seed: 11 },
    );
  });
});
