import { describe, expect, it } from "vitest";
import type { FieldPath } from "../../../src/base/field-path.ts";
import { applyEdits } from "../../../src/lint/fix/apply-edits.ts";
import { textEdits } from "../../../src/lint/fix/edits.ts";
import type { Edit } from "../../../src/lint/rule.ts";
import { readManifests } from "../../../src/manifest/read.ts";

function edited(text: string, edit: Edit): string | undefined {
  const [manifest] = readManifests({ file: "a.yaml", bytes: new TextEncoder().encode(text) }).manifests;
  if (manifest === undefined) return undefined;
  const edits = textEdits([edit], manifest, undefined);
  return edits.length === 0 ? undefined : applyEdits(text, [edits]).text;
}

const HEAD = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
const set = (path: FieldPath, value: string | number): Edit => ({ do: "set", path, value });

describe("edits keep comments and layout", () => {
  it.each<[string, Edit, string | undefined]>([
    ["spec:\n  typ: A # why\n", { do: "rename", path: ["spec", "typ"], to: "type" }, "spec:\n  type: A # why\n"],
    ["spec: {typ: A}\n", { do: "rename", path: ["spec", "typ"], to: "type" }, "spec: {type: A}\n"],
    ["spec:\n  'typ': A\n", { do: "rename", path: ["spec", "typ"], to: "type" }, "spec:\n  type: A\n"],
    ["spec:\n  a: 1   # one\n  b: 2\n", set(["spec", "a"], 3), "spec:\n  a: 3   # one\n  b: 2\n"],
    ["spec:\n  a: 1\n", set(["spec", "a"], "on"), 'spec:\n  a: "on"\n'],
    ["spec:\n  a: 1\n", set(["spec", "a"], "None"), "spec:\n  a: None\n"],
    ["spec:\n  a:\n  b: 1\n", set(["spec", "a"], 2), "spec:\n  a: 2\n  b: 1\n"],
    ["spec:\n  # first\n  b: 1\n", set(["spec", "a"], "x"), "spec:\n  # first\n  a: x\n  b: 1\n"],
    ["spec: {b: 1}\n", set(["spec", "a"], "x"), "spec: {a: x, b: 1}\n"],
    ["spec:\n- name: b\n", set(["spec", 0, "a"], "x"), "spec:\n- a: x\n  name: b\n"],
    ["spec: {}\n", set(["spec", "a"], "x"), undefined],
    ["other: 1\n", set(["spec", "a"], "x"), undefined],
    ["spec:\n  a: 1\n  b: 2\n", { do: "remove", path: ["spec", "a"] }, "spec:\n  b: 2\n"],
    ["spec:\n  a: 1 # one\n  b: 2 # two\n", { do: "remove", path: ["spec", "b"] }, "spec:\n  a: 1 # one\n  # two\n"],
    ["spec:\n  # a\n  a: 1\n  # b\n  b: 2\n", { do: "remove", path: ["spec", "a"] }, "spec:\n  # a\n  # b\n  b: 2\n"],
    ["spec:\n  a: 1\n  b:\n    - 2\n\nc: 3\n", { do: "remove", path: ["spec", "b"] }, "spec:\n  a: 1\n\nc: 3\n"],
    ["spec:\n  a: |\n    x\n    y\n  b: 2\n", { do: "remove", path: ["spec", "a"] }, "spec:\n  b: 2\n"],
    ["spec:\n- a: 1\n  b: 2\n", { do: "remove", path: ["spec", 0, "a"] }, "spec:\n- b: 2\n"],
    ["spec:\n  a: 1\n  b: 2", { do: "remove", path: ["spec", "b"] }, "spec:\n  a: 1\n"],
    ["spec: {a: 1, b: 2}\n", { do: "remove", path: ["spec", "b"] }, "spec: {a: 1}\n"],
    ["spec:\n  a: 1\n", { do: "remove", path: ["spec", "a"] }, undefined],
    ["spec: &s\n  a: 1\nother: *s\n", { do: "rename", path: ["other", "a"], to: "b" }, undefined],
    ["spec: &s\n  a: 1\nother: *s\n", { do: "rename", path: ["spec", "a"], to: "b" }, undefined],
    ["spec: &s\n  a: 1\n", { do: "rename", path: ["spec", "a"], to: "b" }, "spec: &s\n  b: 1\n"],
    ["spec: &s\n  a: {c: 1}\nother:\n  <<: *s\n", set(["spec", "a", "c"], 2), undefined],
    ["spec:\n  a: &x 1\n  b: *x\n", set(["spec", "a"], 2), undefined],
    ["spec:\n  a: &x 1\n  b: *x\n", set(["spec", "b"], 2), "spec:\n  a: &x 1\n  b: 2\n"],
    ["spec:\n  a: &x 1\n  b: *x\n", { do: "rename", path: ["spec", "a"], to: "c" }, "spec:\n  c: &x 1\n  b: *x\n"],
    ["spec:\n  a: &x 1\n  b: *x\n", { do: "remove", path: ["spec", "a"] }, undefined],
    ["spec:\n  a: &x {c: &y 1}\n  b: *y\n", { do: "remove", path: ["spec", "a"] }, undefined],
  ])("%j %j", (text, edit, expected) => {
    expect(edited(HEAD + text, edit)).toBe(expected === undefined ? undefined : HEAD + expected);
  });

  it("writes JSON into JSON", () => {
    const text = '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"typ":"A"}}\n';
    expect(edited(text, { do: "rename", path: ["spec", "typ"], to: "type" })).toBe(text.replace("typ", "type"));
    expect(edited(text, set(["spec", "a"], "x"))).toBe(text.replace('{"typ"', '{"a": "x", "typ"'));
  });

  it("keeps the line ends of the file", () => {
    const text = `${HEAD}spec:\n  b: 1\n`.replaceAll("\n", "\r\n");
    expect(edited(text, set(["spec", "a"], 1))).toBe(`${HEAD}spec:\n  a: 1\n  b: 1\n`.replaceAll("\n", "\r\n"));
  });
});

describe("groups of edits", () => {
  const at = (column: number, length: number, text: string) => ({
    file: "a",
    start: { line: 1, column },
    end: { line: 1, column: column + length },
    text,
  });

  it("are made whole or not at all", () => {
    const groups = [[at(1, 2, "X")], [at(2, 2, "Y"), at(5, 1, "Z")], [at(5, 1, "W")]];
    expect(applyEdits("abcdef", groups)).toEqual({ text: "XcdWf", left: 1 });
  });

  it("that say the same are made once", () => {
    expect(applyEdits("abc", [[at(1, 1, "X")], [at(1, 1, "X")]])).toEqual({ text: "Xbc", left: 0 });
  });
});
