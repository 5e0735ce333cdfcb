import { suggest } from "./api/structure/suggest.ts";
import { openGates } from "./api/structure/gate.ts";
import { lintManifests } from "./lint/lint.ts";
import { minorIn, RELEASES } from "./lint/release.ts";
import { RULES } from "./lint/rules.ts";
import { SERVER_RULES } from "./lint/server-rules.ts";
import { SEVERITIES } from "./lint/severity.ts";
import { changesSince } from "./lint/verdict/update-flaws.ts";
import type { ManifestInput } from "./manifest/manifest.ts";
import { jsonReport } from "./print/diagnostics/json.ts";
import type { JsonReport } from "./print/diagnostics/json-report.ts";

export type { JsonFinding, JsonPlace, JsonReport, JsonSummary } from "./print/diagnostics/json-report.ts";

/** A file with manifests: YAML or JSON, one document or many. */
export interface LintFile {
  /** What findings call it. */
  readonly file: string;
  /** Its text, or its bytes as they are on disk: UTF-8, or UTF-16 with a byte order mark. */
  readonly content: string | Uint8Array;
}

/** What `stsctl lint` takes as flags, all of them optional. */
export interface LintFlags {
  /** The namespace of objects that name none; default `default`. */
  readonly namespace?: string;
  /** The release that the manifests are for, `1.27` to `1.36`: leaves out rules about what it does not have. */
  readonly kubernetesVersion?: string;
  /** Severities in place of the rules' own, by rule name or code. */
  readonly rules?: Readonly<Record<string, "off" | "info" | "warning" | "error">>;
  /** Whether unknown and duplicate fields are errors (the default) or warnings. */
  readonly strict?: boolean;
  /** Pass by kinds that Kubernetes does not have. */
  readonly ignoreMissingSchemas?: boolean;
  /** The manifests before the change: then findings say what the API server would refuse to update. */
  readonly base?: readonly LintFile[];
}

/** Says `there is no …`, with the nearest right spelling. */
function missing(what: string, name: string, candidates: readonly string[]): RangeError {
  const meant = suggest(name, candidates);
  const hint = meant === undefined ? "" : `, did you mean "${meant}"?`;
  return new RangeError(`there is no ${what} ${JSON.stringify(name)}${hint}`);
}

function checkRules(rules: NonNullable<LintFlags["rules"]>): void {
  const names = [...SERVER_RULES, ...RULES].flatMap(({ id, code }) => [id, code]);
  const words = ["off", ...SEVERITIES];
  for (const [name, severity] of Object.entries(rules)) {
    if (!names.includes(name)) throw missing("rule", name, names);
    if (!words.includes(severity)) throw missing("severity", severity, words);
  }
}

function minorOf(release: string): number {
  const minor = minorIn(release);
  if (minor === undefined) throw new RangeError(`${JSON.stringify(release)} is no release from ${RELEASES}`);
  return minor;
}

const ENCODER = new TextEncoder();

/** Callers in JavaScript have no types that would tell them. `what`: the argument's name. */
function inputsOf(files: readonly LintFile[], what = "files"): readonly ManifestInput[] {
  if (!Array.isArray(files)) throw new TypeError(`${what} must be a list of { file, content }`);
  return files.map((one: Partial<LintFile> | null, index): ManifestInput => {
    const { file, content } = one ?? {};
    const at = `${what}[${index}]`;
    if (typeof file !== "string") throw new TypeError(`${at}.file must be a string: what findings call the file`);
    if (typeof content === "string") return { file, bytes: ENCODER.encode(content) };
    if (content instanceof Uint8Array) return { file, bytes: content };
    throw new TypeError(`${at}.content must be a string or a Uint8Array: the text of ${file}, or its bytes`);
  });
}

/** Every flag there is. */
const FLAGS: Readonly<Record<keyof LintFlags, true>> = {
  namespace: true,
  kubernetesVersion: true,
  rules: true,
  strict: true,
  ignoreMissingSchemas: true,
  base: true,
};

function checkFlags(flags: LintFlags): void {
  const known = Object.keys(FLAGS);
  const odd = Object.keys(flags).find((name) => !known.includes(name));
  if (odd !== undefined) throw missing("flag", odd, known);
}

/**
 * Looks at manifests, all of them together, and answers what `stsctl lint -o json` prints. Reads no files, no
 * configuration and no network. Throws a RangeError for a flag, a rule, a severity or a release that does not exist, and
 * a TypeError for files that are none; whatever is wrong in the manifests is a finding.
 *
 * ```js
 * import { lint } from "stsctl";
 * const { findings } = await lint([{ file: "web.yaml", content: text }]);
 * ```
 */
export async function lint(files: readonly LintFile[], flags: LintFlags = {}): Promise<JsonReport> {
  checkFlags(flags);
  const { kubernetesVersion, rules = {}, base, ...options } = flags;
  checkRules(rules);
  const inputs = inputsOf(files);
  const minor = kubernetesVersion === undefined ? {} : { kubernetesMinor: minorOf(kubernetesVersion) };
  await openGates(files.length);
  const result = lintManifests(inputs, {
    ...options,
    ...minor,
    severities: new Map(Object.entries(rules)),
    ...(base === undefined ? {} : { changes: changesSince(inputsOf(base, "base"), options) }),
  });
  return jsonReport({ ...result, known: 0 });
}
