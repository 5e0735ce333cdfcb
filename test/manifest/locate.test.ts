import { describe, expect, test } from "vitest";
import type { FieldPath } from "../../src/base/field-path.ts";
import type { Manifest } from "../../src/manifest/manifest.ts";
import { readManifests } from "../../src/manifest/read.ts";

function read(text: string): readonly Manifest[] {
  const { manifests, errors } = readManifests({ file: "x.yaml", bytes: Buffer.from(text) });
  expect(errors).toEqual([]);
  return manifests;
}

function only(text: string): Manifest {
  const [manifest] = read(text);
  if (manifest === undefined) throw new Error("no manifest");
  return manifest;
}

/** `line:column-line:column`, with a `~` before it when the field itself is not written. */
function place(manifest: Manifest | undefined, path: FieldPath, part: "key" | "value" = "value"): string {
  if (manifest === undefined) return "";
  const { start, end, exact } = manifest.locate(path, part);
  return `${exact ? "" : "~"}${start.line}:${start.column}-${end.line}:${end.column}`;
}

const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

describe("the place of a field", () => {
  test("is its key or its value", () => {
    const manifest = only(`${HEAD}data:\n  a: "b c" # d\n`);
    expect(place(manifest, ["data", "a"], "key")).toBe("6:3-6:4");
    expect(place(manifest, ["data", "a"])).toBe("6:6-6:11");
    expect(place(manifest, ["data", { key: "a" }])).toBe("6:6-6:11");
    expect(place(manifest, [])).toBe("1:1-6:11");
  });

  test("counts the lines of all documents before it", () => {
    const manifests = read(`# top\n---\n${HEAD}--- # second\n\n${HEAD}---\n${HEAD}`);
    expect(manifests.map((manifest) => place(manifest, ["metadata", "name"]))).toEqual([
      "6:9-6:10",
      "12:9-12:10",
      "17:9-17:10",
    ]);
  });

  test("is the same with CRLF and behind a byte order mark", () => {
    const text = `${HEAD}data:\n  a: b\n---\n${HEAD}data:\n  a: b\n`;
    const plain = read(text).map((manifest) => place(manifest, ["data", "a"]));
    expect(plain).toEqual(["6:6-6:7", "13:6-13:7"]);
    expect(read(text.replaceAll("\n", "\r\n")).map((manifest) => place(manifest, ["data", "a"]))).toEqual(plain);
    expect(read(`\ufeff${text}`).map((manifest) => place(manifest, ["data", "a"]))).toEqual(plain);
  });

  test("leads through lists and flow collections", () => {
    const manifest = only(`${HEAD}list:\n- a: 1\n  b: [x, {c: 'd'}]\n-\n  - 2\n`);
    expect(place(manifest, ["list", 0, "b", 1, "c"])).toBe("7:14-7:17");
    expect(place(manifest, ["list", 0, "b", 1, "c"], "key")).toBe("7:11-7:12");
    expect(place(manifest, ["list", 1, 0])).toBe("9:5-9:6");
  });

  test("leads through aliases and merge keys to where it is written", () => {
    const manifest = only(`${HEAD}base: &base\n  a: 1\n  b: 2\nuse:\n  <<: *base\n  b: 3\nagain: *base\n`);
    expect(place(manifest, ["use", "a"])).toBe("6:6-6:7");
    expect(place(manifest, ["use", "b"])).toBe("10:6-10:7");
    expect(place(manifest, ["again", "b"])).toBe("7:6-7:7");
    expect(place(manifest, ["again"])).toBe("11:8-11:13");
  });

  test("is the last of equal keys, the one that counts", () => {
    expect(place(only(`${HEAD}data:\n  a: b\n  a: c\n`), ["data", "a"])).toBe("7:6-7:7");
  });

  test("is its closest written ancestor when it is not written", () => {
    const manifest = only(`${HEAD}spec:\n  list:\n  - name: a\n`);
    expect(place(manifest, ["spec", "serviceName"])).toBe("~5:1-5:5");
    expect(place(manifest, ["spec", "list", 0, "image"])).toBe("~7:5-7:9");
    expect(place(manifest, ["status", "x", 3])).toBe("~1:1-1:11");
  });

  test("is the key of a value that is left out", () => {
    expect(place(only(`${HEAD}spec:\n  replicas:\n`), ["spec", "replicas"])).toBe("6:3-6:11");
  });

  test("leads into the items of a List", () => {
    const manifests = read(
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: b\n`,
    );
    expect(manifests.map((manifest) => place(manifest, ["metadata", "name"]))).toEqual(["6:20-6:21", "10:11-10:12"]);
  });

  test("is found in JSON, value after value", () => {
    const json = '{"apiVersion": "v1", "kind": "A",\n\t"a/b": [1, {"c": "\\u0041"}]}\n';
    const manifests = read(json + json);
    expect(manifests.map((manifest) => place(manifest, ["a/b", 1, "c"]))).toEqual(["2:19-2:27", "4:19-4:27"]);
    expect(place(manifests[1], ["a/b"], "key")).toBe("4:2-4:7");
  });
});
