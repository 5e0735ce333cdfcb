import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import { systemRefusal } from "../../base/system-refusal.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { type LintConfig, readConfig } from "../../lint/config.ts";
import type { LintOptions } from "../../lint/lint.ts";
import { minorIn, RELEASES } from "../../lint/release.ts";
import type { RuleText } from "../../lint/rule.ts";
import { SEVERITIES, type Severity } from "../../lint/severity.ts";
import type { Call } from "../command.ts";
import { ignoreMatcher } from "../../base/glob.ts";
import { refuseFlag, refuseUsage } from "../usage.ts";

/** What flags and configuration together ask for; flags win. */
export interface LintSettings {
  readonly options: LintOptions;
  readonly failOn: Severity;
  /** Takes paths relative to the working directory; undefined when nothing is ignored. */
  readonly isIgnored: ((path: string) => boolean) | undefined;
  /** Absolute. */
  readonly baseline: string | undefined;
}

const NAME = ".stsctl.yaml";

/** The nearest configuration from a folder upwards. */
function nearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, NAME);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

function bytesAt(file: string, shown: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const why = missing ? `the path "${shown}" does not exist` : `cannot read ${shown}: ${systemRefusal(cause)}`;
    throw new CommandError("NOT_READABLE", why, { cause });
  }
}

interface FoundConfig {
  readonly config: LintConfig;
  readonly folder: string;
}

function configFor(call: Call, rules: readonly RuleText[]): FoundConfig {
  const { cwd } = call.io;
  const named = call.flags.text("config");
  const file = named === undefined ? nearest(cwd) : resolve(cwd, named);
  if (file === undefined) return { config: {}, folder: cwd };
  const shown = named ?? relative(cwd, file);
  const read = readConfig(shown, bytesAt(file, shown), rules);
  if (read.ok) return { config: read.config, folder: dirname(file) };
  const lines = read.problems.map(({ at, message }) => `${shown}:${at.line}:${at.column}: ${message}`);
  refuseUsage(lines.join("\n"));
}

function severityIn(word: string, flag: string, allowed: readonly string[]): string {
  if (allowed.includes(word)) return word;
  const meant = suggest(word, allowed);
  refuseFlag(flag, word, `must be ${allowed.join(", ")}`, meant === undefined ? undefined : `did you mean ${meant}?`);
}

function severities(call: Call, config: LintConfig, rules: readonly RuleText[]): LintOptions["severities"] {
  const all = new Map<string, Severity | "off">(Object.entries(config.rules ?? {}));
  const idOf = (name: string): string => {
    const rule = rules.find(({ id, code }) => id === name || code === name);
    if (rule !== undefined) return rule.id;
    const meant = suggest(
      name,
      rules.map(({ id }) => id),
    );
    const hint = meant === undefined ? "" : `, did you mean "${meant}"?`;
    refuseUsage(`there is no rule ${JSON.stringify(name)}${hint}`);
  };
  const byId = new Map([...all].map(([name, severity]) => [idOf(name), severity]));
  for (const setting of call.flags.list("rule")) {
    const equals = setting.indexOf("=");
    if (equals < 0) refuseFlag("--rule", setting, "must be ID=SEVERITY");
    const word = severityIn(setting.slice(equals + 1), "--rule", ["off", ...SEVERITIES]);
    byId.set(idOf(setting.slice(0, equals)), word as Severity | "off");
  }
  return byId;
}

function minorFor(call: Call, config: LintConfig): number | undefined {
  const release = call.flags.text("kubernetes-version") ?? config.kubernetesVersion;
  if (release === undefined) return undefined;
  const minor = minorIn(release);
  if (minor !== undefined) return minor;
  refuseFlag("--kubernetes-version", release, `must be ${RELEASES}`);
}

function strictness(call: Call, config: LintConfig): boolean {
  const { flags } = call;
  if (flags.given("no-strict")) return !flags.on("no-strict");
  return flags.given("strict") ? flags.on("strict") : (config.strict ?? true);
}

function ignoring(call: Call, { config, folder }: FoundConfig): LintSettings["isIgnored"] {
  const { cwd } = call.io;
  const patterns = call.flags.list("ignore");
  const { ignore = [] } = config;
  if (patterns.length === 0 && ignore.length === 0) return undefined;
  const byFlag = ignoreMatcher(patterns);
  const byConfig = ignoreMatcher(ignore);
  return (path) => byFlag(path) || (ignore.length > 0 && byConfig(relative(folder, resolve(cwd, path))));
}

/** Decides what is looked at and how grave it is. Throws USAGE where a flag or the configuration is wrong. */
export function lintSettings(call: Call, rules: readonly RuleText[]): LintSettings {
  const found = configFor(call, rules);
  const { config, folder } = found;
  const { flags } = call;
  const minor = minorFor(call, config);
  const failOn = severityIn(flags.text("fail-on") ?? config.failOn ?? "error", "--fail-on", SEVERITIES);
  const named = flags.text("baseline");
  const kept = config.baseline === undefined ? undefined : resolve(folder, config.baseline);
  const ignoresMissing = flags.given("ignore-missing-schemas")
    ? flags.on("ignore-missing-schemas")
    : config.ignoreMissingSchemas === true;
  const severityOf = severities(call, config, rules);
  return {
    options: {
      namespace: call.namespaceIsExplicit ? call.namespace : (config.namespace ?? "default"),
      strict: strictness(call, config),
      ignoreMissingSchemas: ignoresMissing,
      ...(severityOf === undefined ? {} : { severities: severityOf }),
      ...(minor === undefined ? {} : { kubernetesMinor: minor }),
    },
    failOn: failOn as Severity,
    isIgnored: ignoring(call, found),
    baseline: named === undefined ? kept : resolve(call.io.cwd, named),
  };
}
