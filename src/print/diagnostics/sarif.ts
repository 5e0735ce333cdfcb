import type { SourceRange } from "../../base/source.ts";
import type { Finding } from "../../lint/finding.ts";
import type { RuleText } from "../../lint/rule.ts";
import { isAtLeast, SEVERITIES, type Severity } from "../../lint/severity.ts";
import { fingerprints } from "./fingerprint.ts";
import { MAX_SARIF_RESULTS, unseenIn } from "./limits.ts";
import type { LintReport } from "./report.ts";
import { uriOf } from "./uri.ts";

/** GitHub takes no more locations of one result. @see docs.github.com, "SARIF support for code scanning" */
const MAX_LOCATIONS = 1000;

const LEVEL: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };
const PROBLEM: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "recommendation" };

function ruleObject({ id, code, severity, summary, why, fix, source }: RuleText): Record<string, unknown> {
  const help = `${why} To fix it: ${fix}.`;
  return {
    id: code,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: help, markdown: `${why}\n\n**To fix it:** ${fix}.` },
    ...(source.startsWith("https://") ? { helpUri: source } : {}),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: ["kubernetes", "statefulset"], precision: "high", "problem.severity": PROBLEM[severity] },
  };
}

function region({ start, end }: SourceRange): Record<string, number> {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function location(at: SourceRange, message?: string): Record<string, unknown> {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(at.file) }, region: region(at) },
    ...(message === undefined ? {} : { message: { text: message } }),
  };
}

function fixes({ edits, fix }: Finding): Record<string, unknown> {
  if (edits === undefined) return {};
  const files = [...new Set(edits.map(({ file }) => file))];
  const changes = files.map((file) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: edits
      .filter((edit) => edit.file === file)
      .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
  }));
  return { fixes: [{ description: { text: fix ?? "" }, artifactChanges: changes }] };
}

function resultObject(finding: Finding, ruleIndex: number, fingerprint: string): Record<string, unknown> {
  const { code, severity, message, at, related = [] } = finding;
  const others = related.slice(0, MAX_LOCATIONS - 1).map((other, id) => ({ id, ...location(other.at, other.message) }));
  return {
    ruleId: code,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: message },
    locations: [location(at)],
    ...(others.length === 0 ? {} : { relatedLocations: others }),
    partialFingerprints: { "stsctl/v1": fingerprint },
    ...fixes(finding),
  };
}

/** The findings with their fingerprints; of too many the gravest ones. */
function shown(findings: readonly Finding[]): readonly (readonly [Finding, string])[] {
  const names = fingerprints(findings);
  const all = findings.map((finding, index) => [finding, names[index] ?? ""] as const);
  if (all.length <= MAX_SARIF_RESULTS) return all;
  const ordered = [...SEVERITIES].reverse().flatMap((limit) => all.filter(([{ severity }]) => severity === limit));
  return ordered.slice(0, MAX_SARIF_RESULTS);
}

/** @see SARIF 2.1.0 (OASIS), within what GitHub's code scanning takes */
export function printSarif({ findings, rules, version, failOn }: LintReport): string {
  const index = new Map(rules.map(({ code }, at) => [code, at]));
  const results = shown(findings).map(([finding, name]) => resultObject(finding, index.get(finding.code) ?? -1, name));
  const driver = {
    name: "stsctl",
    version,
    semanticVersion: version,
    rules: rules.map(ruleObject),
  };
  const exitCode = findings.some(({ severity }) => isAtLeast(severity, failOn)) ? 1 : 0;
  const unseen = unseenIn("sarif", findings);
  const told =
    unseen === undefined ? {} : { toolExecutionNotifications: [{ level: "warning", message: { text: unseen } }] };
  const run = {
    tool: { driver },
    invocations: [{ executionSuccessful: true, exitCode, ...told }],
    columnKind: "utf16CodeUnits",
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
