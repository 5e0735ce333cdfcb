import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { applyEdits } from "../../../src/lint/fix/apply-edits.ts";
import type { TextEdit } from "../../../src/lint/finding.ts";
import { lintManifests } from "../../../src/lint/lint.ts";
import { RULES } from "../../../src/lint/rules.ts";
import { SERVER_RULES } from "../../../src/lint/server-rules.ts";
import { readManifests } from "../../../src/manifest/read.ts";

const inputs = (text: string) => [{ file: "manifest.yaml", bytes: new TextEncoder().encode(text) }];

function editsIn(text: string, id: string): readonly (readonly TextEdit[])[] {
  const rules = RULES.filter((rule) => rule.id === id);
  const { findings } = lintManifests(inputs(text), { rules });
  return findings.flatMap(({ rule, edits }) => (rule === id && edits !== undefined ? [edits] : []));
}

/** Fixes until there is nothing more to fix. */
function fixed(text: string, id: string): string {
  let result = text;
  for (let round = 0; round < 5; round++) {
    const edits = editsIn(result, id);
    if (edits.length === 0) return result;
    result = applyEdits(result, edits).text;
  }
  throw new Error(`${id} is never done:\n${result}`);
}

function objectsIn(text: string): unknown {
  const [input] = inputs(text);
  return input === undefined ? [] : readManifests(input).manifests.map(({ object }) => object);
}

function comments(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.includes("# kept"));
}

/** The same objects as JSON values one behind another. */
function asJson(text: string): string {
  return parseAllDocuments(text, { version: "1.1", schema: "yaml-1.1" })
    .map((document) => JSON.stringify(document.toJSON(), undefined, 2))
    .join("\n");
}

const FIXABLE = [...SERVER_RULES, ...RULES].flatMap(({ id, fails }) =>
  fails().flatMap(({ manifest }) => (editsIn(manifest, id).length > 0 ? [{ id, manifest }] : [])),
);

describe.each(FIXABLE)("the fix of $id", ({ id, manifest }) => {
  const done = fixed(manifest, id);

  it("comes to an end, and to a manifest that can be read", () => {
    expect(done).not.toBe(manifest);
    expect(objectsIn(done)).toHaveLength((objectsIn(manifest) as unknown[]).length);
  });

  it("keeps the line ends of Windows", () => {
    expect(fixed(manifest.replaceAll("\n", "\r\n"), id)).toBe(done.replaceAll("\n", "\r\n"));
  });

  it("keeps comments on lines of their own", () => {
    const commented = manifest.replaceAll(/^(?!---)(?=\s*[\w-])/gm, "# kept\n");
    expect(comments(fixed(commented, id)).length).toBe(comments(commented).length);
    expect(objectsIn(fixed(commented, id))).toEqual(objectsIn(done));
  });

  it("is the same behind another document", () => {
    const other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: unrelated-to-all}\n---\n";
    expect(fixed(other + manifest, id)).toBe(other + done);
  });

  it("does the same to JSON", () => {
    const json = asJson(manifest);
    if (editsIn(json, id).length > 0) expect(objectsIn(fixed(json, id))).toEqual(objectsIn(done));
  });
});
