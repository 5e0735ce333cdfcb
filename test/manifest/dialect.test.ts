import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { printPath } from "../../src/base/field-path.ts";
import { dialectOf } from "../../src/manifest/dialect.ts";
import { readManifests } from "../../src/manifest/read.ts";
import { suppressionsIn } from "../../src/manifest/suppressions.ts";
import { resolveCore } from "../../src/manifest/yaml12.ts";

function dialects(text: string) {
  const { manifests, errors } = readManifests({ file: "x.yaml", bytes: Buffer.from(text) });
  expect(errors).toEqual([]);
  return manifests.map(dialectOf);
}

const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

function itemWith(value: string): string {
  return `- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n  spec: {a: ${value}}\n`;
}

describe("scalars that YAML 1.2 reads otherwise", () => {
  test("are told with both readings and their place", () => {
    const [dialect] = dialects(
      `${HEAD}data:\n  on: yes\n  mode: 0644\n  port: 8080\n  size: 1_000\n  time: 12:30\n  q: "no"\n`,
    );
    expect(
      dialect?.disputed.map(({ path, part, written, kubectl, yaml12, at }) => [
        printPath(path),
        part,
        written,
        kubectl,
        yaml12,
        at.start,
      ]),
    ).toEqual([
      ["data[true]", "key", "on", true, "on", { line: 6, column: 3 }],
      ["data[true]", "value", "yes", true, "yes", { line: 6, column: 7 }],
      ["data[mode]", "value", "0644", 420, 644, { line: 7, column: 9 }],
      ["data[size]", "value", "1_000", 1000, "1_000", { line: 9, column: 9 }],
    ]);
  });

  test("are looked for in the item of a List only", () => {
    const found = dialects(`apiVersion: v1\nkind: List\nitems:\n${itemWith("off")}${itemWith("1")}`);
    expect(found.map(({ disputed }) => disputed.map(({ path }) => printPath(path)))).toEqual([["spec.a"], []]);
  });

  test.each([
    "",
    "~",
    "null",
    "true",
    "True",
    "no",
    "y",
    "012",
    "0o17",
    "0x1f",
    "1e3",
    ".5",
    "5.",
    "-.inf",
    ".nan",
    "1_0",
    "+3",
    "0b1",
    "1:30",
    "a",
  ])("the YAML 1.2 reading of %j is the yaml package's", (text) =>
    expect(resolveCore(text)).toEqual(parse(text, { version: "1.2", schema: "core" })),
  );
});

describe("duplicate keys", () => {
  test("are told with both places, in YAML and in JSON", () => {
    const yaml = dialects(`${HEAD}data:\n  a: b\n  "a": c\n`)[0]?.duplicates;
    expect(yaml).toMatchObject([
      { path: ["data", { key: "a" }], first: { start: { line: 6, column: 3 } }, at: { start: { line: 7, column: 3 } } },
    ]);
    const json = dialects('{"apiVersion":"v1","kind":"A","kind":"B"}')[0]?.duplicates;
    expect(json).toMatchObject([{ path: ["kind"], first: { start: { column: 20 } }, at: { start: { column: 31 } } }]);
  });

  test("of different spelling are one key to kubectl", () => {
    expect(dialects(`${HEAD}data:\n  yes: b\n  "true": c\n`)[0]?.duplicates).toHaveLength(1);
  });

  test("do not come from merge keys", () => {
    const [dialect] = dialects(`${HEAD}base: &a {b: c}\ndata:\n  b: d\n  <<: *a\n`);
    expect(dialect?.duplicates).toEqual([]);
  });
});

function silenced(text: string) {
  return suppressionsIn({ file: "x", format: "yaml", text, start: 0, firstLine: 11, unusual: false });
}

describe("comments that silence findings", () => {
  test("name rules and a reason", () => {
    const text = "a: b # stsctl-ignore STS101, other-rule: we know: really\n# stsctl-ignore\n  # stsctl-ignore STS2\n";
    expect(silenced(text)).toEqual([
      { rules: ["STS101", "other-rule"], line: 11, column: 6, ownLine: false, reason: "we know: really" },
      { rules: [], line: 12, column: 1, ownLine: true },
      { rules: ["STS2"], line: 13, column: 3, ownLine: true },
    ]);
  });

  test("are comments, not words like them", () => {
    expect(silenced("a: b# stsctl-ignore x\nb: '# stsctl-ignored'\n")).toEqual([]);
  });
});
