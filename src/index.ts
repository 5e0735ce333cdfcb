import { suggest } from "./api/structure/suggest.ts";
import { openGates } from "./api/structure/gate.ts";
import { lintManifests } from "./lint/lint.ts";
import { minorIn, RELEASES } from "./lint/release.ts";
import { RULES } from "./lint/rules.ts";
import { SERVER_RULES } from "./lint/server-rules.ts";
import { jsonReport } from "./print/diagnostics/json.ts";
import type { JsonReport } from "./print/diagnostics/json-report.ts";

export type { JsonFinding, JsonPlace, JsonReport, JsonSummary } from "./print/diagnostics/json-report.ts";

/** A file with manifests: YAML or JSON, one document or many. */
export interface LintFile {
  /** What findings call it. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

export interface LintFlags {
  /** The namespace of objects that name none; default `default`. */
  readonly namespace?: string;
  /** The release that the manifests are for, e.g. `1.36`. */
  readonly kubernetesVersion?: string;
  /** By rule name or code. */
  readonly rules?: Readonly<Record<string, "off" | "info" | "warning" | "error">>;
  /** Whether unknown and duplicate fields are errors (the default) or warnings. */
  readonly strict?: boolean;
  /** Pass by kinds that Kubernetes does not have. */
  readonly ignoreMissingSchemas?: boolean;
}

/** Says `there is no …`, with the nearest right spelling. */
function missing(what: string, name: string, candidates: readonly string[]): RangeError {
  const meant = suggest(name, candidates);
  const hint = meant === undefined ? "" : `, did you mean "${meant}"?`;
  return new RangeError(`there is no ${what} ${JSON.stringify(name)}${hint}`);
}

function checked(flags: LintFlags): void {
  const names = [...SERVER_RULES, ...RULES].flatMap(({ id, code }) => [id, code]);
  for (const name of Object.keys(flags.rules ?? {})) if (!names.includes(name)) throw missing("rule", name, names);
}

/**
 * Looks at manifests, all of them together, and answers what `stsctl lint -o json` prints. Reads no files, no
 * configuration and no network. Throws a RangeError for a rule or a release that does not exist; whatever is wrong
 * in the manifests is a finding.
 *
 * ```js
 * import { lint } from "stsctl";
 * const { findings } = await lint([{ file: "web.yaml", content: text }]);
 * ```
 */
export async function lint(files: readonly LintFile[], flags: LintFlags = {}): Promise<JsonReport> {
  checked(flags);
  const { kubernetesVersion, rules, ...options } = flags;
  const kubernetesMinor = kubernetesVersion === undefined ? undefined : minorIn(kubernetesVersion);
  if (kubernetesVersion !== undefined && kubernetesMinor === undefined) {
    throw new RangeError(`${JSON.stringify(kubernetesVersion)} is no release from ${RELEASES}`);
  }
  await openGates(files.length);
  const encoder = new TextEncoder();
  const inputs = files.map(({ file, content }) => {
    return { file, bytes: typeof content === "string" ? encoder.encode(content) : content };
  });
  const result = lintManifests(inputs, {
    ...options,
    ...(rules === undefined ? {} : { severities: new Map(Object.entries(rules)) }),
    ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }),
  });
  return jsonReport({ ...result, known: 0 });
}
