import { printPath } from "../../base/field-path.ts";
import { byBytes, isJsonObject } from "../../base/json.ts";
import type { Finding } from "../finding.ts";

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

/** How often each of the entries may be met. */
class Allowance {
  readonly #left = new Map<string, number>();
  readonly #keyOf: (entry: Omit<KnownFinding, "count">) => string;

  constructor(entries: readonly KnownFinding[], keyOf: (entry: Omit<KnownFinding, "count">) => string) {
    this.#keyOf = keyOf;
    for (const entry of entries) {
      const key = keyOf(entry);
      this.#left.set(key, (this.#left.get(key) ?? 0) + entry.count);
    }
  }

  takes(entry: Omit<KnownFinding, "count">): boolean {
    const key = this.#keyOf(entry);
    const left = this.#left.get(key) ?? 0;
    if (left > 0) this.#left.set(key, left - 1);
    return left > 0;
  }
}

/** What the files are that a baseline speaks of. */
export interface Files {
  readonly nameOf: FileName;
  /** Whether a file of the baseline is not there any more. */
  readonly isGone: (name: string) => boolean;
}

/**
 * The findings that a baseline does not know. Those of a file that is not there any more are known wherever their object
 * is.
 */
export function unknownTo(
  baseline: Baseline,
  findings: readonly Finding[],
  { nameOf, isGone }: Files,
): readonly Finding[] {
  const gone = new Set(baseline.findings.map(({ file }) => file).filter(isGone));
  const own = new Allowance(baseline.findings, keyOf);
  const moved = new Allowance(
    baseline.findings.filter(({ file, object }) => object !== "" && gone.has(file)),
    (entry) => keyOf({ ...entry, file: "" }),
  );
  return findings
    .filter((finding) => !own.takes(known(finding, nameOf)))
    .filter((finding) => !moved.takes(known(finding, nameOf)));
}
