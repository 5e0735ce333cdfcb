import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { goJson, isJsonObject } from "../../src/base/json.ts";
import { readManifests } from "../../src/manifest/read.ts";
import { decodeStream } from "../../src/manifest/stream.ts";
import { KUBECTL } from "../kubectl-oracle.ts";

/** What `kubectl annotate --local` makes of a stream: the objects it read and why it stopped. */
function kubectlReads(text: string): string[] {
  const argv = ["annotate", "--local", "-f", "-", "-o", "json", "a=b"];
  const { stdout, stderr } = spawnSync(KUBECTL ?? "", argv, { input: text, encoding: "utf8" });
  const objects = stdout
    .split(/^(?=\{)/m)
    .flatMap((json) => (json === "" ? [] : [withoutAnnotations(JSON.parse(json))]));
  const prefix = "error: error parsing STDIN: ";
  return [...objects, ...(stderr.startsWith(prefix) ? [stderr.slice(prefix.length).trimEnd()] : [])];
}

/** What kubectl has against the objects of a stream that it can parse. */
function kubectlRefuses(text: string): string[] {
  const { stderr } = spawnSync(KUBECTL ?? "", ["annotate", "--local", "-f", "-", "a=b"], {
    input: text,
    encoding: "utf8",
  });
  return stderr.trimEnd().split("\n");
}

function weRefuse(text: string): string[] {
  const { errors } = readManifests({ file: "STDIN", bytes: Buffer.from(text) });
  const bare = errors.length > 1 || errors[0]?.bare === true;
  return errors.map(({ message }) => (bare ? message : `error: ${message}`));
}

function withoutAnnotations(object: { metadata?: { annotations?: unknown } }): string {
  const { annotations: _, ...metadata } = object.metadata ?? {};
  return goJson({ ...object, metadata });
}

function weRead(text: string): string[] {
  return [...decodeStream("STDIN", text)].flatMap((decoded) => {
    if ("failure" in decoded) return [decoded.failure.message];
    return isJsonObject(decoded.value) ? [goJson(decoded.value)] : [];
  });
}

const HEAD = "apiVersion: v1\nkind: A\nmetadata: {name: x}\n";
const JSON_HEAD = '{"apiVersion":"v1","kind":"A","metadata":{"name":"x"}}';

/** Several values at once: one run of kubectl reads them all. */
const VALUES = [
  "! 12",
  '! "12"',
  "!foo 12",
  "!!str 12",
  '!!int "12"',
  "!!float 3",
  "!!bool yes",
  "!!binary aGk=",
  "!!null ~",
  "&x",
  "*x",
  "[a:b, c::d]",
  "{a:1}",
  '{"a":1}',
  "{? a: 1}",
  "[a: 1, b]",
  "{a, b: }",
  "[[], {}]",
  "{<<: {m: 1}, n: 2}",
  "{n: 2, <<: {n: 1}}",
  "{<<: [{a: 1}, {a: 2}]}",
  "'it''s'",
  '"\\x41\\u00e9\\U0001F600\\_\\e"',
  "'a\n\n    b'",
  '"a \\\n    b"',
  "a\n    b\n\n    c",
  "|\n    a\n     b\n\n",
  ">\n    a\n    b\n\n     c\n    d\n",
  ">-\n\n    a\n\n    b\n",
  "|+\n    a\n\n",
  "|2\n     a\n",
  "0o17",
  "0x1F",
  "0b11",
  "-0b11",
  "1__0",
  "0_7",
  "+.5",
  "1e3",
  "1e400",
  "0888",
  "0x8000000000000000",
  "18446744073709551616",
  "9007199254740993",
  "-9223372036854775808",
  "2026-01-01",
  "12:30:45",
  ".1_0",
  "._1",
  ".5e+1_0",
  ".5e_1",
  "!!timestamp 2024-1-2 3:4:5",
  "!!timestamp 2024-02-29t03:04:05.5+01:00",
  "!!float 9223372036854775807",
  "!!binary 5eiy4oKs8J+YgA==",
  "[? a, ? b : c]",
  "=",
  "<<",
  "y",
  "Off",
  "nUll",
  "a#b",
  "a #b",
  "-a",
  "?a",
  ":a",
  "- - a",
  "? a\n    : b",
  "\n  - a\n  -\n  - - b\n    - c",
  "\n  a:\n  - b\n  c: d",
];

describe.skipIf(KUBECTL === undefined)("as kubectl reads", () => {
  test("values of every form", () => {
    const readable = VALUES.filter((value) => !value.startsWith("*") && value !== "- - a");
    const text = HEAD + readable.map((value, i) => `k${i}: ${value}\n`).join("");
    expect(weRead(text)).toEqual(kubectlReads(text));
  });

  test("keys of every form", () => {
    const keys = [
      "on",
      "0777",
      "1.0",
      "0.1",
      "1e10",
      "1234567.5",
      "1e30",
      ".inf",
      "-.inf",
      '"a b"',
      "'it''s'",
      "? q",
      "2026-01-01",
      "!!str 5",
      "é",
    ];
    const text = HEAD + keys.map((key, i) => `${key}: ${i}\n`).join("");
    expect(weRead(text)).toEqual(kubectlReads(text));
  });

  test.each([
    "a: [1, 2",
    "a: {b",
    "a: 'b",
    'a: "b',
    "a: b: c",
    "a:\n- b\n c",
    "\ta: b",
    "a:\n\t- b",
    "a: *b",
    "a: &b",
    "a: !!int x",
    "~: 1",
    "~:",
    "~: {a: ~}",
    "a:\n\ufeff  b: c",
    "[a]: b",
    "{a: {b: [1, true, ~]}}: c",
    "{z: '<&>', <<: [{b: 1, c: 2}, {c: 3}], a: é}: c",
    "a: !x!y z",
    "a: !<b",
    "a: |0\n b",
    "a: | b",
    "a: |\n\tb",
    'a: "\\q"',
    'a: "\\x4"',
    'a: "\\ud800"',
    "a: %b",
    "a: @b",
    "? a\nb",
    "- a",
    "a: [b: c: d]",
    "a: - b",
    "<<: 1",
    "a: &",
    "a: .nan",
    "a: [? , b]",
    "a: [?]",
    "a: [? : b]",
    '[a\u00a0b, \'"\', "\\x01\\a\\u00e9\\U0001F600\\u2028"]: c',
    "[.inf, -.inf, .nan, 1e6, 1.5, 100.0]: c",
    "a: !!timestamp 2023-02-29",
    "a: !!timestamp 2024-01-02T03:04:05",
    "a: !!timestamp 2024-01-02 24:00:00",
    "a: !!float 9223372036854775808",
    "a: \x01",
    "...\nb: c",
    "a: [a:[]]",
    "x".repeat(1030),
  ])("the mistake in %j", (line) => {
    const text = `${HEAD}${line}\n`;
    expect(weRead(text)).toEqual(kubectlReads(text));
  });

  test.each([
    `--- # c\n${HEAD}---\n\n---\n${HEAD}`,
    `${HEAD}---x\n`,
    `---\n${HEAD}a: b: c\n`,
    `---#\n${HEAD}`,
    "...\n",
    `# c\n...\n${HEAD}`,
    `--- # c\n...\n---\n${HEAD}`,
    `%YAML 1.1\n...\n${HEAD}`,
    `---\n---\n${HEAD}a: b: c\n`,
    `${HEAD}---\n--- # c\n${HEAD}a: [\n`,
    `---\n%YAML 1.2\n${HEAD}`,
    `--- # c\n--- \n`,
    "---",
    `${HEAD}--- \t\n${HEAD}`,
    `%YAML 1.1\n---\n${HEAD}`,
    `${HEAD}...\nignored: [\n---\n${HEAD}`,
    `\ufeff${HEAD}`,
    `${HEAD}---\n\ufeff${HEAD}`,
    HEAD.replaceAll("\n", "\r\n"),
    `${JSON_HEAD}${JSON_HEAD}`,
    `${JSON_HEAD},`,
    '{"kind":"A","metadata":{},"a":1.50,"a":2e3,"b":12345678901234567890}',
    "{kind: A",
    '{"kind": tru]',
    '{"a": "\\q"}',
    '{"a" 1}',
    '{"a":',
  ])("the stream %j", (text) => {
    expect(weRead(text)).toEqual(kubectlReads(text));
  });

  test("metadata of wrong types", () => {
    const fields = ["1", "1.5", "true", "9223372036854775808", "[]", "[1]", "{}", "{a: 1}", "[{a: b}]"].flatMap(
      (value) =>
        ["namespace", "generation", "labels", "ownerReferences", "finalizers", "managedFields"].map(
          (name) => `apiVersion: v1\nkind: A\nmetadata: {name: x, ${name}: ${value}}\n`,
        ),
    );
    const text = fields.join("---\n");
    expect(weRefuse(text)).toEqual(kubectlRefuses(text));
  });

  test("numbers that are and that are no int64", () => {
    const yaml = [
      "9223372036854776000",
      "12345678901234567890",
      "18446744073709551615",
      "18446744073709551616",
      "-9e18",
      "1e3",
      "-9223372036854775808",
      "-9223372036854775809",
      "9223372036854775807.0",
      "1e21",
      "-0.0",
      "0xffffffffffffffff",
    ].map((number) => `apiVersion: v1\nkind: A\nmetadata: {name: x, generation: ${number}}\n`);
    expect(weRefuse(yaml.join("---\n"))).toEqual(kubectlRefuses(yaml.join("---\n")));
    const json = ["1.0", "1e3", "1.50", "-0", "-9223372036854775809", "18446744073709551616", "7"].map((number) =>
      JSON_HEAD.replace('"name"', `"generation":${number},"name"`),
    );
    expect(weRefuse(json.join("\n"))).toEqual(kubectlRefuses(json.join("\n")));
  });

  test.each(["2026-02-30T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T00:00:00+25:00", "2026-01-32T24:00:00Z", "x"])(
    "the time %s",
    (time) => {
      const text = `apiVersion: v1\nkind: A\nmetadata: {name: x, creationTimestamp: "${time}"}\n`;
      expect(weRefuse(text)).toEqual(kubectlRefuses(text));
    },
  );

  test.each(["1e400", "-2e308", '[1, {"b": 1e999999999}]', `1${"0".repeat(310)}`])(
    "JSON with %s, which is no number of Go's",
    (value) => {
      const text = JSON_HEAD.replace('"A",', `"A","a":${value},`);
      expect(weRefuse(text)).toEqual(kubectlRefuses(text));
    },
  );

  test.each([
    "[{}]",
    "[~]",
    "[{kind: A}]",
    "[{apiVersion: v1}, {kind: A}]",
    "{}",
    "[1]",
    "[{kind: A, apiVersion: v1, items: []}]",
  ])("a List of %s", (items) => {
    const text = `apiVersion: v1\nkind: List\nitems: ${items}\n`;
    expect(weRefuse(text)).toEqual(kubectlRefuses(text));
  });
});
