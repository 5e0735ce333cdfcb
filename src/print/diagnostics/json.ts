import { printPath } from "../../base/field-path.ts";
import type { LocatedRange } from "../../base/source.ts";
import type { Finding } from "../../lint/finding.ts";
import { countsOf, type LintReport } from "./report.ts";

function place({ file, start, end }: LocatedRange): Record<string, string | number> {
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function findingObject(finding: Finding): Record<string, unknown> {
  const { rule, code, severity, message, path, at, object, why, fix, related, edits } = finding;
  return {
    rule,
    code,
    severity,
    message,
    ...place(at),
    exact: at.exact,
    ...(path.length === 0 ? {} : { path: printPath(path) }),
    ...(object === undefined ? {} : { object }),
    ...(why === undefined ? {} : { why }),
    ...(fix === undefined ? {} : { fix }),
    ...(related === undefined
      ? {}
      : { related: related.map((other) => ({ message: other.message, ...place(other.at) })) }),
    fixable: edits !== undefined,
  };
}

/** `schemas/lint-findings.schema.json` describes it. */
export function printJson(report: LintReport): string {
  const { findings, files, objects, skipped, suppressed, known } = report;
  const { error, warning, info } = countsOf(findings);
  const summary = {
    files: files.length,
    objects,
    errors: error,
    warnings: warning,
    infos: info,
    skipped,
    suppressed,
    baseline: known,
  };
  return `${JSON.stringify({ version: 1, findings: findings.map(findingObject), summary }, undefined, 2)}\n`;
}
