import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { printGithub } from "../../../src/print/diagnostics/github.ts";
import { printGitlab } from "../../../src/print/diagnostics/gitlab.ts";
import { printJson } from "../../../src/print/diagnostics/json.ts";
import { printJunit } from "../../../src/print/diagnostics/junit.ts";
import { printSarif } from "../../../src/print/diagnostics/sarif.ts";
import { printTap } from "../../../src/print/diagnostics/tap.ts";
import { FILES, reportOn } from "./report.ts";

const report = reportOn(FILES);
const read = (path: string): object => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as object;

describe("JSON", () => {
  it("is what its schema says", () => {
    const isValid = new Ajv({ strict: true, allErrors: true }).compile(
      read("../../../schemas/lint-findings.schema.json"),
    );
    isValid(JSON.parse(printJson(report)));
    expect(isValid.errors).toBeNull();
  });

  it("has rule, place, path and advice of each finding", () => {
    expect(JSON.parse(printJson(report))).toMatchObject({
      version: 1,
      findings: [
        {
          rule: "strict-decoding",
          code: "STS003",
          severity: "error",
          message: 'unknown field "dta", did you mean "data"?',
          file: "k8s/a b.yaml",
          line: 5,
          column: 1,
          endLine: 5,
          endColumn: 4,
          exact: true,
          path: "dta",
          object: "ConfigMap/settings",
          fix: "write data",
          fixable: true,
        },
        { rule: "yaml-dialect", severity: "warning", line: 13, column: 3, fixable: false },
      ],
      summary: { files: 2, objects: 3, errors: 1, warnings: 1, infos: 0, skipped: 0, suppressed: 0, baseline: 0 },
    });
  });
});

describe("SARIF", () => {
  it("has the structure that code scanning needs", () => {
    const isValid = new Ajv({ strict: true, allErrors: true }).compile(read("sarif.schema.json"));
    isValid(JSON.parse(printSarif(report)));
    expect(isValid.errors).toBeNull();
  });

  it("encodes paths, and offers fixes as replacements", () => {
    const text = printSarif(report);
    expect(JSON.parse(text)).toMatchObject({
      runs: [
        {
          invocations: [{ exitCode: 1 }],
          results: [
            {
              ruleId: "STS003",
              level: "error",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "k8s/a%20b.yaml" },
                    region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 4 },
                  },
                },
              ],
              fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: "data" } }] }] }],
            },
            { ruleId: "STS002", level: "warning" },
          ],
        },
      ],
    });
  });

  it("keeps fingerprints when lines move, and tells equal findings apart", () => {
    const names = (text: string): unknown[] => {
      const log = JSON.parse(printSarif(reportOn({ "a.yaml": text }))) as {
        runs: { results: { partialFingerprints: { "stsctl/v1": string } }[] }[];
      };
      return (log.runs[0]?.results ?? []).map(({ partialFingerprints }) => partialFingerprints["stsctl/v1"]);
    };
    const text =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, foo: 1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, foo: 1}\n";
    const before = names(text);
    expect(new Set(before).size).toBe(before.length);
    expect(before.length).toBeGreaterThan(1);
    expect(names(`# moved\n\n${text}`)).toEqual(before);
  });

  it("shows the gravest of more results than are taken", () => {
    const [finding] = report.findings;
    const many = Array.from({ length: 25_010 }, (_, index) => ({
      ...finding,
      severity: index < 20 ? "info" : "error",
    }));
    const log = JSON.parse(printSarif({ ...report, findings: many as (typeof report)["findings"] })) as {
      runs: { results: { level: string }[]; invocations: object[] }[];
    };
    const { results = [], invocations } = log.runs[0] ?? {};
    expect([results.length, results.filter(({ level }) => level === "note").length]).toEqual([25_000, 10]);
    const text = "SARIF has the gravest 25,000 of 25,010 findings: GitHub takes no more";
    expect(invocations).toMatchObject([{ toolExecutionNotifications: [{ message: { text } }] }]);
    const isValid = new Ajv({ strict: true, allErrors: true }).compile(read("sarif.schema.json"));
    isValid(log);
    expect(isValid.errors).toBeNull();
  });
});

describe("JUnit", () => {
  it("has a suite for each file, and fails what is grave enough", () => {
    const text = printJunit(report);
    expect(text).toContain('<testsuites name="stsctl lint" tests="3" failures="1" errors="0">');
    expect(text).toContain('<testsuite name="k8s/fine.yaml" tests="1" failures="0" errors="0">');
    expect(text.match(/<failure /g)).toHaveLength(1);
    expect(printJunit({ ...report, failOn: "warning" }).match(/<failure /g)).toHaveLength(2);
  });

  it("counts in each suite what stands in it", () => {
    const suites = [...printJunit({ ...report, failOn: "warning" }).matchAll(/<testsuite (.*?)>(.*?)<\/testsuite>/gs)];
    for (const [, attributes = "", body = ""] of suites) {
      const count = (name: string): number => Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1]);
      expect(body.match(/<testcase /g)).toHaveLength(count("tests"));
      expect(body.match(/<failure /g) ?? []).toHaveLength(count("failures"));
    }
    expect(suites).toHaveLength(2);
  });

  it("holds no character that XML cannot", () => {
    const text = printJunit(reportOn({ '<&"\u0001.yaml': 'apiVersion: v1\nkind: "<&\\u0007"\nmetadata: {name: a}\n' }));
    expect(text).toContain('name="&lt;&amp;&quot;\ufffd.yaml"');
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });
});

describe("GitHub's workflow commands", () => {
  it("name file, place and rule, one line each, escaped", () => {
    const lines = printGithub(reportOn({ "a,b:%.yaml": FILES["k8s/a b.yaml"] }))
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error file=a%2Cb%3A%25\.yaml,line=5,endLine=5,col=1,endColumn=4,title=STS003 strict-decoding::unknown field "dta"/,
    );
    expect(lines[1]).toMatch(/^::warning .*%0A/);
  });
});

describe("GitLab's code quality report", () => {
  it("has its five members", () => {
    expect(JSON.parse(printGitlab(report))).toMatchObject([
      {
        description: 'unknown field "dta", did you mean "data"?',
        check_name: "strict-decoding",
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        severity: "major",
        location: { path: "k8s/a b.yaml", lines: { begin: 5, end: 5 } },
      },
      { severity: "minor" },
    ]);
  });
});

describe("TAP", () => {
  it("has a test for each file", () => {
    const lines = printTap(report).split("\n");
    expect(lines.slice(0, 3)).toEqual(["TAP version 14", "1..2", "not ok 1 - k8s/a b.yaml"]);
    expect(lines).toContain("ok 2 - k8s/fine.yaml");
    expect(lines.filter((line) => line.startsWith("    - {"))).toHaveLength(2);
  });
});
