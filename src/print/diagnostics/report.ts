import type { Severity } from "../../lint/severity.ts";
import type { Finding } from "../../lint/finding.ts";
import type { RuleText } from "../../lint/rule.ts";

/** What a run of lint found, as every format prints it. */
export interface LintReport {
  readonly findings: readonly Finding[];
  /** All that were read, in order. */
  readonly files: readonly string[];
  readonly objects: number;
  /** Objects of kinds that no rule knows. */
  readonly skipped: number;
  /** Files come upon in folders that hold no manifests; they are not among `files`. */
  readonly others: number;
  /** Files of folders that were passed by, since they are manifests only once they are rendered. */
  readonly templates: number;
  /** Findings of severity info that are not among them. */
  readonly hidden: number;
  /** Findings that comments and annotations silenced. */
  readonly suppressed: number;
  /** Findings that were known before, by the baseline. */
  readonly known: number;
  readonly failOn: Severity;
  /** All rules there are. */
  readonly rules: readonly RuleText[];
  /** The text of a file with findings; undefined when it cannot be had. */
  readonly textOf: (file: string) => string | undefined;
  /** One line for each finding, and nothing more. */
  readonly brief: boolean;
  /** Written to a terminal, where long lines are broken between words. */
  readonly onTerminal: boolean;
  /** Of the program. */
  readonly version: string;
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

export function countsOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** The report with its findings of severity info counted in place of told. */
export function withoutInfos(report: LintReport): LintReport {
  const findings = report.findings.filter(({ severity }) => severity !== "info");
  return { ...report, findings, hidden: report.hidden + report.findings.length - findings.length };
}

/** Findings by file: each of the files, those without findings too. */
export function byFile({ files, findings }: LintReport): ReadonlyMap<string, readonly Finding[]> {
  const lists = new Map<string, Finding[]>(files.map((file) => [file, []]));
  for (const finding of findings) {
    const list = lists.get(finding.at.file);
    if (list === undefined) lists.set(finding.at.file, [finding]);
    else list.push(finding);
  }
  return lists;
}
