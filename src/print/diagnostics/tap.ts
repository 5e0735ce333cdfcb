import type { Finding } from "../../lint/finding.ts";
import { isAtLeast } from "../../lint/severity.ts";
import { byFile, type LintReport } from "./report.ts";

function description(text: string): string {
  return text.replace(/[\\#]/g, "\\$&").replace(/\s+/g, " ");
}

function block(findings: readonly Finding[]): string {
  const items = findings.map(({ rule, code, severity, message, at }) => {
    const entry = { rule, code, severity, message, line: at.start.line, column: at.start.column };
    return `    - ${JSON.stringify(entry)}\n`;
  });
  return `  ---\n  findings:\n${items.join("")}  ...\n`;
}

/** A test for each file. @see testanything.org, "TAP version 14 specification" */
export function printTap(report: LintReport): string {
  const files = [...byFile(report)];
  const tests = files.map(([file, findings], index) => {
    const ok = !findings.some(({ severity }) => isAtLeast(severity, report.failOn));
    const line = `${ok ? "ok" : "not ok"} ${index + 1} - ${description(file)}\n`;
    return findings.length === 0 ? line : `${line}${block(findings)}`;
  });
  return `TAP version 14\n1..${files.length}\n${tests.join("")}`;
}
