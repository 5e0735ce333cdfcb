import type { Finding } from "../../lint/finding.ts";
import { isAtLeast } from "../../lint/severity.ts";
import { byFile, type LintReport } from "./report.ts";
import { place } from "./text.ts";

const NAMED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};
// What XML 1.0 cannot hold, not even as a reference.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function escaped(text: string): string {
  return text.replace(UNWRITABLE, "\ufffd").replace(/[&<>"\n]/g, (character) => NAMED[character] ?? character);
}

function testcase(finding: Finding, failOn: LintReport["failOn"]): string {
  const { rule, code, severity, message, why = "", fix = "" } = finding;
  const name = escaped(`${code} ${rule} ${place(finding)}`);
  const open = `    <testcase name="${name}" classname="${escaped(finding.at.file)}">`;
  const text = escaped(`${place(finding)}: ${message}\n${why}\nTo fix it: ${fix}`);
  const body = isAtLeast(severity, failOn)
    ? `<failure message="${escaped(message)}" type="${severity}">${text}</failure>`
    : `<system-out>${escaped(severity)}: ${text}</system-out>`;
  return `${open}${body}</testcase>\n`;
}

/** A suite for each file; a case for each finding, which fails when it is grave enough, or one that passes. */
export function printJunit(report: LintReport): string {
  const { failOn, findings } = report;
  const failures = (list: readonly Finding[]): number =>
    list.filter(({ severity }) => isAtLeast(severity, failOn)).length;
  const suites = [...byFile(report)].map(([file, list]) => {
    const name = escaped(file);
    const cases =
      list.length === 0
        ? `    <testcase name="no findings" classname="${name}"/>\n`
        : list.map((finding) => testcase(finding, failOn)).join("");
    const tests = Math.max(1, list.length);
    return `  <testsuite name="${name}" tests="${tests}" failures="${failures(list)}" errors="0">\n${cases}  </testsuite>\n`;
  });
  const tests = [...byFile(report).values()].reduce((sum, list) => sum + Math.max(1, list.length), 0);
  const head = `<testsuites name="stsctl lint" tests="${tests}" failures="${failures(findings)}" errors="0">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join("")}</testsuites>\n`;
}
