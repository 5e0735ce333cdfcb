import { expect } from "vitest";
import { printPath } from "../../src/base/field-path.ts";
import { applyEdits } from "../../src/lint/fix/apply-edits.ts";
import type { Finding } from "../../src/lint/finding.ts";
import { lintManifests } from "../../src/lint/lint.ts";
import { changesSince } from "../../src/lint/verdict/update-flaws.ts";
import type { ExpectedFinding, FailingExample, Rule, RuleText } from "../../src/lint/rule.ts";

const FILE = "manifest.yaml";

/** Everything that is found in a manifest when no rule but the given ones runs. */
export function findingsIn(manifest: string, rules: readonly Rule[], base?: string): readonly Finding[] {
  const inputs = (text: string) => [{ file: FILE, bytes: new TextEncoder().encode(text) }];
  return lintManifests(inputs(manifest), {
    rules,
    ...(base === undefined ? {} : { changes: changesSince(inputs(base), {}) }),
  }).findings;
}

function asExpected(finding: Finding, manifest: string, withFix: boolean): ExpectedFinding {
  const { path, at, edits } = finding;
  const fixed = withFix && edits !== undefined ? { fixed: applyEdits(manifest, [edits]).text } : {};
  return { path: printPath(path), at: `${at.start.line}:${at.start.column}`, ...fixed };
}

/** The rule, and nothing but the rule, finds what is expected, where it is expected. */
export function expectFindings(
  rule: RuleText,
  rules: readonly Rule[],
  { manifest, findings, base }: FailingExample,
): void {
  const found = findingsIn(manifest, rules, base);
  expect(found.map((finding) => finding.rule)).toEqual(findings.map(() => rule.id));
  const got = found.map((finding, index) => asExpected(finding, manifest, findings[index]?.fixed !== undefined));
  expect(got).toEqual(findings);
}
