import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import { asMeant } from "../../../src/lint/verdict/as-meant.ts";
import type { Edit } from "../../../src/lint/rule.ts";
import { readManifests } from "../../../src/manifest/read.ts";

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
dta: {a: 1, __proto__: 2}
list: [{x: 1}, {x: 2}]
`;
const [MANIFEST] = readManifests({ file: "a.yaml", bytes: new TextEncoder().encode(TEXT) }).manifests;

function meant(edits: readonly Edit[], unread: Parameters<typeof asMeant>[2] = []) {
  if (MANIFEST === undefined) throw new Error("it is not read");
  const before = JSON.stringify(MANIFEST.object);
  const made = asMeant(MANIFEST, edits, unread);
  expect(JSON.stringify(MANIFEST.object)).toBe(before);
  return made;
}

/** What is left of the object, as JSON, without the head. */
function rest({ apiVersion: _version, kind: _kind, metadata: _metadata, ...fields }: JsonObject): string {
  return JSON.stringify(fields);
}

describe("a manifest as it is meant", () => {
  it.each<[string, readonly Edit[], Parameters<typeof asMeant>[2], string]>([
    [
      "renamed",
      [{ do: "rename", path: ["dta"], to: "data" }],
      [],
      '{"list":[{"x":1},{"x":2}],"data":{"a":1,"__proto__":2}}',
    ],
    [
      "with other values",
      [
        { do: "set", path: ["dta", { key: "__proto__" }], value: "2" },
        { do: "set", path: ["list", 1, "x"], value: 3 },
      ],
      [],
      '{"dta":{"a":1,"__proto__":"2"},"list":[{"x":1},{"x":3}]}',
    ],
    [
      "with two fields for one",
      [
        { do: "rename", path: ["dta"], to: "data" },
        { do: "rename", path: ["list"], to: "data" },
      ],
      [],
      '{"list":[{"x":1},{"x":2}],"data":{"a":1,"__proto__":2}}',
    ],
    [
      "without values",
      [],
      [
        ["dta", { key: "a" }],
        ["list", 0],
      ],
      '{"dta":{"__proto__":2},"list":[null,{"x":2}]}',
    ],
  ])("is %s", (_, edits, unread, json) => {
    expect(rest(meant(edits, unread).object)).toBe(json);
  });

  it("has its fields where the text has them", () => {
    const { locate } = meant([{ do: "rename", path: ["dta"], to: "data" }]);
    const place = (...path: readonly string[]) => locate(path, "value").start;
    expect([place("data", "a"), place("dta"), place("list"), place("data")]).toEqual([
      { line: 4, column: 10 },
      { line: 4, column: 6 },
      { line: 5, column: 7 },
      { line: 4, column: 6 },
    ]);
  });
});
