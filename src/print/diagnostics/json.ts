import { printPath } from "../../base/field-path.ts";
import type { LocatedRange } from "../../base/source.ts";
import type { Finding } from "../../lint/finding.ts";
import type { JsonFinding, JsonPlace, JsonReport } from "./json-report.ts";
import { countsOf, type LintReport } from "./report.ts";

function place({ file, start, end }: LocatedRange): JsonPlace {
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function findingObject(finding: Finding): JsonFinding {
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

type Counted = Pick<LintReport, "findings" | "files" | "objects" | "skipped" | "suppressed" | "known">;

/** A report as data. */
export function jsonReport({ findings, files, objects, skipped, suppressed, known }: Counted): JsonReport {
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
  return { version: 1, findings: findings.map(findingObject), summary };
}

/** The report as JSON text. */
export function printJson(report: LintReport): string {
  return `${JSON.stringify(jsonReport(report), undefined, 2)}\n`;
}
