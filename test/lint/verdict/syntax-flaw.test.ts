import { expect, test } from "vitest";
import { lintManifests } from "../../../src/lint/lint.ts";
import { applyEdits } from "../../../src/lint/fix/apply-edits.ts";

const LOST = "kubectl leaves this document out and fails; the others of the file are applied none the less.";

function found(text: string) {
  const { findings } = lintManifests([{ file: "a.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  return findings.map(({ at, path, why, fix, edits = [] }) => ({
    at: `${at.start.line}:${at.start.column}`,
    path,
    why,
    fix,
    fixed: applyEdits(text, [edits]).text,
  }));
}

const config = (metadata: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ${metadata}}\n`;

test("metadata that kubectl cannot decode costs one document, and is put right as other fields are", () => {
  const text = `${config("labels: {version: 1.0}")}---\n${config("").replace("name: a", "name: b")}`;
  expect(found(text)).toEqual([
    {
      at: "3:39",
      path: ["metadata", "labels", { key: "version" }],
      why: LOST,
      fix: 'write it in quotes: "1.0"',
      fixed: text.replace("1.0", '"1.0"'),
    },
  ]);
});

test.each([
  ["labels: [a]", "it is a mapping and no list: leave the `- ` out"],
  ["finalizers: a", "it is a list, even of one: write each item on a line of its own behind `- `"],
  ["annotations: {a: [b]}", "write one text here, on this line or as a block"],
  ["generation: one", "write a whole number, without quotes"],
])("what is wrong with %s is said", (metadata, fix) => {
  expect(found(config(metadata))).toMatchObject([{ why: LOST, fix }]);
});

test("a broken text costs the rest of the file", () => {
  expect(found(`${config("labels: [")}---\n${config("")}`)).toMatchObject([
    { path: [], why: "kubectl stops at this place: neither this document nor any behind it in the file is applied." },
  ]);
});
