import type { Severity } from "../../lint/severity.ts";
import type { Finding } from "../../lint/finding.ts";
import type { LintReport } from "./report.ts";

const COMMAND: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** @see github.com/actions/toolkit, packages/core/src/command.ts, `escapeData`, `escapeProperty` */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function line({ severity, code, rule, message, at, why, fix }: Finding): string {
  const { file, start, end } = at;
  // Columns are only taken when start and end are on one line.
  const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : "";
  const place = `file=${property(file)},line=${start.line},endLine=${end.line}${columns}`;
  const text = [message, why, fix === undefined ? undefined : `To fix it: ${fix}`].filter((part) => part !== undefined);
  return `::${COMMAND[severity]} ${place},title=${property(`${code} ${rule}`)}::${data(text.join("\n"))}\n`;
}

/** Workflow commands, which GitHub shows as annotations. */
export function printGithub({ findings }: LintReport): string {
  return findings.map(line).join("");
}
