import { expect, test } from "vitest";
import { readManifests } from "../../src/manifest/read.ts";

const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

function read(text: string) {
  return readManifests({ file: "x.yaml", bytes: Buffer.from(text) });
}

function refusal(text: string): string {
  return read(text).errors[0]?.message.replace("error parsing x.yaml: error converting YAML to JSON: ", "") ?? "";
}

const laughs = Array.from("bcdefghij", (name) => {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${`*${before},`.repeat(9)}]`;
});

test.each([
  ["aliases upon aliases", `${HEAD}a: &a [x]\n${laughs.join("\n")}\n`, "yaml: document contains excessive aliasing"],
  [
    "a key of aliases",
    `${HEAD}a: &a [x]\n${laughs.join("\n")}\n? [*j]\n: b\n`,
    "yaml: document contains excessive aliasing",
  ],
  ["100,000 brackets", `${HEAD}a: ${"[".repeat(100_000)}`, "yaml: line 4: exceeded max depth of 1000"],
  ["100,000 braces", `${HEAD}a: ${"{a: ".repeat(100_000)}`, "yaml: line 4: exceeded max depth of 1000"],
  ["100,000 dashes", `a:\n${"- ".repeat(100_000)}x`, "yaml: line 1: exceeded max depth of 1000"],
  [
    "100,000 brackets of JSON",
    `{"a":${"[".repeat(100_000)}`,
    "error parsing x.yaml: json: offset 1005: exceeded max depth",
  ],
  ["a key of 5 MB", `${HEAD}${"k".repeat(5_000_000)}: v\n`, "yaml: line 5: could not find expected ':'"],
  ["an empty map as a key", `${HEAD}a:\n  {}: b\n`, "yaml: line 5: did not find expected key"],
  ["an empty list after a list", `${HEAD}a:\n  - b\n  []\n`, "yaml: line 6: did not find expected '-' indicator"],
  ["an empty map as a key in a flow", `${HEAD}a: [{}: b]\n`, "yaml: line 4: did not find expected ',' or ']'"],
  ["a map as a key", `${HEAD}{a: b}: c\n`, 'yaml: invalid map key: map[interface {}]interface {}{"a":"b"}'],
  ["NUL", `${HEAD}a: "b\0c"\n`, "yaml: control characters are not allowed"],
  ["an anchor in itself", `${HEAD}a: &a {b: *a}\n`, "yaml: anchor 'a' value contains itself"],
  ["an anchor nobody set", `${HEAD}a: *b\n`, "yaml: unknown anchor 'b' referenced"],
])("%s is refused", (_, text, message) => {
  expect(refusal(text)).toBe(message);
});

test("5 MB on a line, 100,000 comments and 100,000 documents are read", () => {
  expect(refusal(`${HEAD}data:\n  a: ${"x".repeat(5_000_000)}\n`)).toBe("");
  expect(refusal(`${HEAD}${"# c\n".repeat(100_000)}`)).toBe("");
  expect(refusal(`${"---\n# c\n".repeat(100_000)}${HEAD}`)).toBe("");
});

test("150 uses of one anchor are fine", () => {
  const { manifests } = read(`${HEAD}a: &a {b: c}\nlist:\n${"- *a\n".repeat(150)}`);
  expect(manifests[0]?.object["list"]).toHaveLength(150);
});

test.each(["yaml", "json"])("__proto__ is a name like any other in %s", (format) => {
  const text =
    format === "yaml"
      ? `${HEAD}__proto__: {polluted: 1}\nconstructor: 2\nmerged: {<<: {__proto__: {polluted: 1}}}\n`
      : '{"apiVersion":"v1","kind":"A","__proto__":{"polluted":1},"constructor":2}';
  const object = read(text).manifests[0]?.object ?? {};
  expect(Object.hasOwn(object, "__proto__")).toBe(true);
  expect(object["polluted"]).toBeUndefined();
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("broken UTF-8 becomes replacement characters, as kubectl has it", () => {
  const bytes = Buffer.concat([Buffer.from(`${HEAD}a: "`), Buffer.from([0xff, 0xc3]), Buffer.from('"\n')]);
  expect(readManifests({ file: "x.yaml", bytes }).manifests[0]?.object["a"]).toBe("\ufffd\ufffd");
});

test("a failure says where, and what to do about it", () => {
  const { manifests, errors } = read(`${HEAD}---\n${HEAD}spec:\n\treplicas: 3\n`);
  expect(manifests).toHaveLength(1);
  expect(errors).toMatchObject([
    { at: { start: { line: 11, column: 1 } }, hint: "indent with spaces: YAML does not allow tabs" },
  ]);
});

test("an element without a space behind its hyphen is told as that", () => {
  const { errors } = read(`${HEAD}spec:\n  list:\n   -metadata:\n      name: data\n    spec: {}\n`);
  expect(errors).toMatchObject([{ hint: "put a space behind the hyphen of -metadata:" }]);
});
