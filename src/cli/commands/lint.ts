import { openGates } from "../../api/structure/gate.ts";
import { CommandError } from "../../base/errors.ts";
import type { Finding } from "../../lint/finding.ts";
import { lintManifests, type LintOptions, type LintResult } from "../../lint/lint.ts";
import { RELEASES } from "../../lint/release.ts";
import { isAtLeast } from "../../lint/severity.ts";
import { textOf } from "../../manifest/text.ts";
import { LINT_FORMATS } from "../../print/diagnostics/format.ts";
import { type LintReport, withoutInfos } from "../../print/diagnostics/report.ts";
import { type Call, type Command, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { lintBase } from "../lint/base.ts";
import { newFindings } from "../lint/baseline.ts";
import { type Fixed, fixDiff, fixedFiles, writeFixes } from "../lint/fix.ts";
import { type LintInputs, lintInputs } from "../lint/inputs.ts";
import { outputsOf, printReport } from "../lint/outputs.ts";
import { ALL_RULES, explain, listRules } from "../lint/rule-pages.ts";
import { type LintSettings, lintSettings } from "../lint/settings.ts";
import { statsText } from "../lint/stats.ts";
import { VERSION } from "../version.ts";

export const lint: Command = {
  usage: "[-f FILE | PATH…] [flags]",
  about:
    "Says of manifests what the API server would refuse and what would go wrong at run time, with the place and the way " +
    "out. Needs no state and no network. Exit status 1: findings at or above --fail-on.",
  flags: [
    {
      name: "filename",
      short: "f",
      kind: "list",
      value: "PATH",
      meaning: "file, folder, glob, URL, or - for standard input",
    },
    { name: "recursive", short: "R", kind: "switch", meaning: "folders are always read with those below" },
    {
      name: "output",
      short: "o",
      kind: "lines",
      value: "FORMAT[=FILE]",
      meaning: `${LINT_FORMATS.join(", ")}; may be repeated`,
    },
    { name: "fail-on", kind: "text", value: "SEVERITY", meaning: "info, warning or error (default error)" },
    { name: "rule", kind: "list", value: "ID=SEVERITY", meaning: "off, info, warning or error for one rule" },
    { name: "ignore", kind: "list", value: "PATTERN", meaning: "files to leave out" },
    { name: "stdin-filename", kind: "text", value: "FILE", meaning: "what standard input is called in findings" },
    { name: "config", kind: "text", value: "FILE", meaning: "the configuration (default: the nearest .stsctl.yaml)" },
    {
      name: "kubernetes-version",
      kind: "text",
      value: "1.NN",
      meaning: `leave out rules about what that release does not have (${RELEASES}); verdicts are those of 1.36`,
    },
    { name: "ignore-missing-schemas", kind: "switch", meaning: "pass by kinds that Kubernetes does not have" },
    { name: "strict", kind: "switch", meaning: "unknown and duplicate fields are errors (the default)" },
    { name: "no-strict", kind: "switch", meaning: "unknown and duplicate fields are warnings" },
    {
      name: "base",
      kind: "text",
      value: "PATH|git:REF",
      meaning: "the manifests before the change: says what the API server would refuse to update",
    },
    { name: "baseline", kind: "text", value: "FILE", meaning: "leave out the findings that this file knows" },
    { name: "write-baseline", kind: "switch", meaning: "write the findings there are to the baseline" },
    { name: "fix", kind: "switch", meaning: "write the fixes that have one right answer" },
    { name: "fix-dry-run", kind: "switch", meaning: "show what --fix would change" },
    { name: "stats", kind: "switch", meaning: "count rules and time, on stderr" },
    { name: "list-rules", kind: "switch", meaning: "list the rules" },
    { name: "explain", kind: "text", value: "ID", meaning: "explain a rule, with examples" },
    { name: "jobs", short: "j", kind: "integer", value: "N", meaning: "accepted and ignored: one thread does it all" },
  ],
  examples: [
    { does: "Everything below a folder", line: "lint k8s/" },
    { does: "A pull request, with what may not change", line: "lint k8s/ --base git:origin/main" },
    { does: "What is only worth knowing, too", line: "lint -v k8s/" },
    { does: "In a pipe", line: "lint - --stdin-filename web.yaml < web.yaml" },
    { does: "For code scanning, and for people", line: "lint k8s/ -o sarif=lint.sarif -o text" },
    { does: "What a rule is about", line: "lint --explain governing-service-missing" },
    { does: "What could be put right by itself", line: "lint k8s/ --fix-dry-run" },
  ],
  run: runLint,
};

/** People see what is only worth knowing when they ask for it; programs always do. */
function hidesInfos(call: Call, { failOn, baseline }: LintSettings): boolean {
  const asks =
    call.verbose || failOn === "info" || baseline !== undefined || call.flags.on("fix") || call.flags.on("fix-dry-run");
  return !asks && !call.flags.on("stats");
}

/** A run of this many files is long enough for V8 to spend a second on optimising code. */
const LONG_RUN = 250;

interface Ran {
  readonly settings: LintSettings;
  readonly places: LintInputs;
  readonly result: LintResult;
}

function reportOf(call: Call, { settings, places, result }: Ran): LintReport {
  const findings = newFindings(call, settings, result.findings);
  return {
    ...result,
    findings,
    known: result.findings.length - findings.length,
    others: places.others(),
    templates: places.templates(),
    failOn: settings.failOn,
    rules: ALL_RULES,
    brief: call.quiet,
    onTerminal: call.io.stdout.isTerminal,
    version: VERSION,
    textOf: (file) => {
      const bytes = places.bytesOf(file);
      return bytes === undefined ? undefined : textOf(bytes);
    },
  };
}

/** What fixes make of the files, where any are asked for. What the baseline knows stays. */
function fixesFor(call: Call, { settings, places, result }: Ran, options: LintOptions): Fixed | undefined {
  const { flags } = call;
  if (!flags.on("fix") && !flags.on("fix-dry-run")) return undefined;
  const wanted = (findings: readonly Finding[]): readonly Finding[] =>
    flags.on("write-baseline") ? findings : newFindings(call, settings, findings);
  return fixedFiles(call, { places, options, wanted }, result);
}

async function lintNamed(call: Call, names: readonly string[]): Promise<ExitCode> {
  const { flags, io } = call;
  const outputs = outputsOf(call);
  const settings = lintSettings(call, ALL_RULES);
  const { failOn, isIgnored } = settings;
  const places = await lintInputs(call, { names, isIgnored, stdinName: flags.text("stdin-filename") ?? "STDIN" });
  const base = await lintBase(call, places, settings.options);
  const isBrief = hidesInfos(call, settings);
  const countInfos = isBrief && outputs.every(({ format }) => format === "text");
  const { generated, renderings } = places;
  const options = { ...settings.options, countInfos, generated, renderings, ...base };
  await openGates(places.count);
  if (places.count >= LONG_RUN) (await import("../tune-v8.ts")).tuneV8("lint");
  if (!call.quiet) for (const { what, command } of places.unrendered) warn(call, `note: ${what}: ${command}`);
  const started = process.hrtime.bigint();
  const found = io.atOnce(() => lintManifests(places.inputs, options));
  const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
  const isDry = flags.on("fix-dry-run");
  const fixed = io.atOnce(() => fixesFor(call, { settings, places, result: found }, options));
  const result = fixed === undefined || isDry ? found : writeFixes(call, fixed, found);
  const report = reportOf(call, { settings, places, result });
  if (isDry) io.stdout.write(fixDiff(fixed?.files ?? []));
  const printed = isDry ? outputs.filter(({ file }) => file !== undefined) : outputs;
  await printReport(call, printed, report, isBrief ? withoutInfos(report) : report);
  if (flags.on("stats")) io.stderr.write(statsText(report, elapsedMs));
  return report.findings.some(({ severity }) => isAtLeast(severity, failOn)) ? EXIT.refused : EXIT.done;
}

async function runLint(call: Call): Promise<ExitCode> {
  const { flags, words } = call;
  const about = flags.text("explain");
  if (about !== undefined) return await explain(call, about);
  if (flags.on("list-rules")) return await listRules(call);
  const names = [...flags.list("filename"), ...words];
  if (names.length === 0) {
    throw new CommandError("USAGE", "must specify the manifests", { hint: "for all below this folder: stsctl lint ." });
  }
  if (flags.on("fix") && names.includes("-")) throw new CommandError("USAGE", "--fix cannot change standard input");
  return await lintNamed(call, names);
}
