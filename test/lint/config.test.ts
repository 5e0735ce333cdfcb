import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ReadConfig, readConfig } from "../../src/lint/config.ts";
import { RULES } from "../../src/lint/rules.ts";
import { SERVER_RULES } from "../../src/lint/server-rules.ts";

const read = (text: string): ReadConfig =>
  readConfig(".stsctl.yaml", new TextEncoder().encode(text), [...SERVER_RULES, ...RULES]);
const schema = JSON.parse(
  readFileSync(new URL("../../schemas/stsctl-config.schema.json", import.meta.url), "utf8"),
) as object;
const isValid = new Ajv({ strict: true }).compile(schema);

const GOOD = [
  "",
  "lint: {}\n",
  'lint:\n  rules:\n    strict-decoding: "off"\n    STS002: info\n  ignore: [old/, "*.tpl.yaml"]\n  failOn: warning\n  strict: false\n' +
    '  ignoreMissingSchemas: true\n  kubernetesVersion: "1.34"\n  namespace: prod\n  baseline: lint-baseline.json\n',
  "lint:\n  rules:\n    strict-decoding: off\n",
];

const BAD: readonly (readonly [string, string])[] = [
  ["lint:\n  rule: {}\n", '2:3 unknown field "lint.rule", did you mean "rules"?'],
  ["lnt: {}\n", '1:1 unknown field "lnt", did you mean "lint"?'],
  ["lint: 3\n", "1:7 lint is 3, expected a mapping"],
  ["lint:\n  failOn: errors\n", '2:11 lint.failOn is "errors", expected info, warning or error'],
  ["lint:\n  failOn: [error]\n", "2:11 lint.failOn is a list, expected info, warning or error"],
  ["lint:\n  rules: {STS002: [info]}\n", "2:19 lint.rules.STS002 is a list, expected off, info, warning or error"],
  ["lint:\n  strict: maybe\n", '2:11 lint.strict is "maybe", expected true or false'],
  ["lint:\n  ignore: old\n", '2:11 lint.ignore is "old", expected a list'],
  [
    'lint:\n  ignore:\n    - "old/"\n    - "gen/[a/*"\n',
    '4:7 lint.ignore[1]: pattern "[a" is not valid: syntax error in pattern',
  ],
  ["lint:\n  ignore: [3]\n", "2:12 lint.ignore[0] is 3, expected text"],
  [
    "lint:\n  kubernetesVersion: 1.36\n",
    "2:22 lint.kubernetesVersion is 1.36, expected a release from 1.27 to 1.36, in quotes",
  ],
  [
    'lint:\n  kubernetesVersion: "1.99"\n',
    '2:22 lint.kubernetesVersion is "1.99", expected a release from 1.27 to 1.36, in quotes',
  ],
  [
    "lint:\n  rules: {strict-decoding: loud}\n",
    '2:28 lint.rules.strict-decoding is "loud", expected off, info, warning or error',
  ],
  ["[]\n", "1:1 the configuration is a list, expected a mapping"],
];

describe("the configuration", () => {
  it.each(GOOD)("takes %j, as its schema does", (text) => {
    expect(read(text)).toMatchObject({ ok: true });
    expect(isValid(parse(text) ?? {})).toBe(true);
  });

  it("takes a bare off for what it looks like", () => {
    expect(read(GOOD[3] ?? "")).toEqual({ ok: true, config: { rules: { "strict-decoding": "off" } } });
  });

  it.each(BAD)("refuses %j with its place, as its schema does", (text, expected) => {
    const result = read(text);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ at, message }) => `${at.line}:${at.column} ${message}`)).toEqual([expected]);
    expect(isValid(parse(text))).toBe(false);
  });

  it("is one document", () => {
    const result = read("---\n# nothing yet\n---\nlint: {}\n---\nlint: {failOn: info}\n");
    expect(result.ok ? [] : result.problems).toEqual([
      { at: { line: 6, column: 1 }, message: "a second document, expected one" },
    ]);
  });

  it("knows the rules by name", () => {
    const result = read("lint:\n  rules: {strict-decodin: error}\n");
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      'there is no rule "strict-decodin", did you mean "strict-decoding"?',
    ]);
  });

  it("that is no YAML is refused with the place", () => {
    expect(read("lint:\n\t- a\n")).toMatchObject({ ok: false, problems: [{ at: { line: 2 } }] });
  });
});
