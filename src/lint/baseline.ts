import { printPath } from "../base/field-path.ts";
import { byBytes, isJsonObject } from "../base/json.ts";
import type { Finding } from "./finding.ts";

/** Findings that were there before and are put up with: they stay known when lines move. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly KnownFinding[];
}

export interface KnownFinding {
  readonly rule: string;
  readonly file: string;
  readonly object: string;
  readonly path: string;
  /** How many of them there are. */
  readonly count: number;
}

/** How the baseline calls a file: the same, wherever lint runs. */
export type FileName = (file: string) => string;

function known(finding: Finding, nameOf: FileName): Omit<KnownFinding, "count"> {
  const { rule, at, object = "", path, message } = finding;
  return { rule, file: nameOf(at.file), object, path: path.length === 0 ? message : printPath(path) };
}

function keyOf({ rule, file, object, path }: Omit<KnownFinding, "count">): string {
  return JSON.stringify([rule, file, object, path]);
}

/** The baseline in which all of these are known. */
export function baselineOf(findings: readonly Finding[], nameOf: FileName): Baseline {
  const counts = new Map<string, KnownFinding>();
  for (const finding of findings) {
    const entry = known(finding, nameOf);
    const key = keyOf(entry);
    counts.set(key, { ...entry, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return { version: 1, findings: [...counts.entries()].sort(([a], [b]) => byBytes(a, b)).map(([, entry]) => entry) };
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (!isJsonObject(value)) return false;
  const { rule, file, object, path, count } = value;
  return [rule, file, object, path].every((text) => typeof text === "string") && Number.isInteger(count);
}

/** A baseline from its text; undefined when it is none. */
export function readBaseline(text: string): Baseline | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value["version"] !== 1) return undefined;
  const findings: unknown = value["findings"];
  return Array.isArray(findings) && findings.every(isKnownFinding) ? { version: 1, findings } : undefined;
}

/** The findings that a baseline does not know. */
export function unknownTo(baseline: Baseline, findings: readonly Finding[], nameOf: FileName): readonly Finding[] {
  const left = new Map(baseline.findings.map((entry) => [keyOf(entry), entry.count]));
  return findings.filter((finding) => {
    const key = keyOf(known(finding, nameOf));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}
