import type { Severity } from "../../lint/severity.ts";
import { fingerprints } from "./fingerprint.ts";
import type { LintReport } from "./report.ts";

const SEVERITY: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

/** @see docs.gitlab.com, "Code Quality report format" */
export function printGitlab({ findings }: LintReport): string {
  const names = fingerprints(findings);
  const issues = findings.map(({ rule, severity, message, at }, index) => ({
    description: message,
    check_name: rule,
    fingerprint: names[index],
    severity: SEVERITY[severity],
    location: { path: at.file.replace(/^\.\//, ""), lines: { begin: at.start.line, end: at.end.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
