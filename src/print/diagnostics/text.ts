import { counted } from "../../base/counted.ts";
import type { Finding } from "../../lint/finding.ts";
import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";
import { frameOf } from "./frame.ts";
import { countsOf, type LintReport } from "./report.ts";
import { type Tones, tonesFor } from "./tones.ts";
import { visible } from "../visible.ts";

const NARROWEST = 60;
const INDENT = "   ";

interface Paper {
  readonly report: LintReport;
  readonly style: Style;
  readonly tones: Tones;
  /** Rules whose reason was given already. */
  readonly explained: Set<string>;
  readonly linesOf: (file: string) => readonly string[];
}

export function place({ at }: Pick<Finding, "at">): string {
  return `${at.file}:${at.start.line}:${at.start.column}`;
}

function paragraph(text: string, { width }: Style): readonly string[] {
  return wrap(visible(text), Math.max(NARROWEST, width - 3)).map((line) => `   ${line}`);
}

function frameLines(finding: Finding, { linesOf, tones }: Paper): readonly string[] {
  const frame = frameOf(linesOf(finding.at.file), finding.at);
  if (frame === undefined) return [];
  return [...frame.lines, tones.severity(finding.severity, frame.marker)];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Place, severity, message and rule, on one line for those who look for lines. */
function headOf(finding: Finding, tones: Tones): string {
  const { severity, message, code, rule } = finding;
  const [first = ""] = visible(message).split("\n");
  const weight = tones.severity(severity, severity.padEnd(5));
  return `${place(finding)} ${weight}  ${tones.bold(first)}   ${tones.dim(`${code} ${rule}`)}`;
}

/** The same on a terminal, broken between words. */
function headLines(finding: Finding, { tones, style, report }: Paper): readonly string[] {
  if (!report.onTerminal) return [headOf(finding, tones)];
  const { severity, message, code, rule } = finding;
  const [text = ""] = visible(message).split("\n");
  const front = `${place(finding)} ${severity.padEnd(5)}  `;
  const room = Math.max(NARROWEST, style.width - INDENT.length);
  const [first = "", ...rest] = wrap(`${"x".repeat(front.length)}${text}`, room);
  const lines = [first.slice(front.length), ...rest];
  const name = `${code} ${rule}`;
  const last = (lines.length === 1 ? front.length : INDENT.length) + (lines.at(-1) ?? "").length;
  const fits = last + INDENT.length + name.length <= style.width;
  const [head = "", ...more] = lines.map((line) => tones.bold(line));
  const whole = [
    `${place(finding)} ${tones.severity(severity, severity.padEnd(5))}  ${head}`,
    ...more.map((line) => INDENT + line),
  ];
  if (!fits) return [...whole, INDENT + tones.dim(name)];
  return [...whole.slice(0, -1), `${whole.at(-1) ?? ""}${INDENT}${tones.dim(name)}`];
}

/** A finding; why it matters is said once for each rule. */
function findingLines(finding: Finding, paper: Paper): readonly string[] {
  const { style, explained } = paper;
  const { message, why, fix, related = [] } = finding;
  const [, ...more] = visible(message).split("\n");
  const reason = why === undefined || explained.has(why) ? [] : paragraph(why, style);
  if (why !== undefined) explained.add(why);
  return [
    ...headLines(finding, paper),
    ...more.map((line) => `   ${line}`),
    ...frameLines(finding, paper),
    ...reason,
    ...related.flatMap((other) => paragraph(`${place(other)}: ${other.message}`, style)),
    ...(fix === undefined ? [] : paragraph(`To fix it: ${fix}`, style)),
  ];
}

function asides({ hidden, skipped, others, templates, suppressed, known }: LintReport): string {
  const parts = [
    hidden === 0 ? "" : `${hidden} info with -v`,
    skipped === 0 ? "" : `${counted(skipped, "object")} of other kinds skipped`,
    others === 0 ? "" : `${counted(others, "file")} without manifests`,
    templates === 0 ? "" : `${counted(templates, "template")} to render first`,
    suppressed === 0 ? "" : `${suppressed} ignored`,
    known === 0 ? "" : `${known} in the baseline`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** `2 errors in 1 of 14 files`, and what was left out. */
function summary(report: LintReport, { width }: Style): string {
  const { findings, files, objects } = report;
  const { error, warning, info } = countsOf(findings);
  if (findings.length === 0) {
    return `No findings in ${counted(objects, "object")} of ${counted(files.length, "file")}${asides(report)}.`;
  }
  const parts = [
    error === 0 ? "" : counted(error, "error"),
    warning === 0 ? "" : counted(warning, "warning"),
    info === 0 ? "" : `${info} info`,
  ].filter((part) => part !== "");
  const hit = new Set(findings.map(({ at }) => at.file)).size;
  const where = `${hit} of ${counted(files.length, "file")}`;
  const hints = [
    findings.some(({ edits }) => edits !== undefined) ? "stsctl lint --fix" : "",
    `stsctl lint --explain ${sentence(findings[0]?.code ?? "")}`,
  ].filter((hint) => hint !== "");
  const [said, helps] = [`${parts.join(", ")} in ${where}${asides(report)}.`, hints.join("   ")];
  const isLong = report.onTerminal && said.length + 4 + helps.length > width;
  return `${said}${isLong ? `\n${INDENT}` : "    "}${helps}`;
}

/** Findings for people: place, message, the line with a marker, the reason, what to do, and a summary. */
export function printText(report: LintReport, style: Style): string {
  if (report.brief) return report.findings.map((finding) => `${headOf(finding, tonesFor(style))}\n`).join("");
  let last: { readonly file: string; readonly lines: readonly string[] } | undefined;
  const linesOf = (file: string): readonly string[] => {
    if (last?.file !== file) last = { file, lines: (report.textOf(file) ?? "").split(/\r?\n/) };
    return last.lines;
  };
  const paper: Paper = {
    linesOf,
    report,
    style,
    tones: tonesFor(style),
    explained: new Set(),
  };
  const blocks = report.findings.map((finding) => `${findingLines(finding, paper).join("\n")}\n`);
  return `${blocks.join("\n")}${blocks.length === 0 ? "" : "\n"}${summary(report, style)}\n`;
}
