import { readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { openGates } from "../../api/structure/gate.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { CommandError } from "../../base/errors.ts";
import { baselineOf, readBaseline, unknownTo } from "../../lint/baseline.ts";
import type { Finding } from "../../lint/finding.ts";
import { lintManifests, type LintOptions, type LintResult } from "../../lint/lint.ts";
import { RELEASES } from "../../lint/release.ts";
import type { RuleText } from "../../lint/rule.ts";
import { RULES } from "../../lint/rules.ts";
import { SERVER_RULES } from "../../lint/server-rules.ts";
import { isAtLeast } from "../../lint/severity.ts";
import { textOf } from "../../manifest/text.ts";
import { LINT_FORMATS, lintPrinter } from "../../print/diagnostics/format.ts";
import { unseenIn } from "../../print/diagnostics/limits.ts";
import type { LintReport } from "../../print/diagnostics/report.ts";
import { type Call, type Command, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { lintBase } from "../lint-base.ts";
import { fixDiff, fixedFiles, writeFixed } from "../lint-fix.ts";
import { type LintInputs, lintInputs } from "../lint-inputs.ts";
import { type LintSettings, lintSettings } from "../lint-settings.ts";
import { statsText } from "../lint-stats.ts";
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
      meaning: "file, folder, glob, or - for standard input",
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

const ALL_RULES: readonly RuleText[] = [...SERVER_RULES, ...RULES];

async function explain(call: Call, name: string): Promise<ExitCode> {
  const rule = ALL_RULES.find(({ id, code }) => id === name || code.toLowerCase() === name.toLowerCase());
  if (rule === undefined) {
    const meant = suggest(
      name,
      ALL_RULES.flatMap(({ id, code }) => [id, code]),
    );
    const hint = meant === undefined ? "stsctl lint --list-rules lists them" : `did you mean ${meant}?`;
    throw new CommandError("USAGE", `there is no rule ${JSON.stringify(name)}`, { hint });
  }
  const { printRulePage } = await import("../../print/diagnostics/rule-pages.ts");
  call.io.stdout.write(printRulePage(rule, call.style));
  return EXIT.done;
}

async function listRules(call: Call): Promise<ExitCode> {
  const { printRuleJson, printRuleList } = await import("../../print/diagnostics/rule-pages.ts");
  const json = call.flags.list("output").includes("json");
  call.io.stdout.write(json ? printRuleJson(ALL_RULES) : printRuleList(ALL_RULES, call.style));
  return EXIT.done;
}

interface Output {
  readonly format: string;
  /** Standard output without one. */
  readonly file?: string;
}

function outputsOf(call: Call): readonly Output[] {
  const written = call.flags.list("output");
  const outputs = (written.length === 0 ? ["text"] : written).map((text): Output => {
    const equals = text.indexOf("=");
    return equals < 0 ? { format: text } : { format: text.slice(0, equals), file: text.slice(equals + 1) };
  });
  for (const { format } of outputs) {
    if (LINT_FORMATS.includes(format)) continue;
    const message = `unable to match a printer suitable for the output format ${JSON.stringify(format)}`;
    const meant = suggest(format, LINT_FORMATS);
    throw new CommandError("USAGE", `${message}, allowed formats are: ${LINT_FORMATS.join(",")}`, {
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    });
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new CommandError("USAGE", "only one -o can go to standard output: write the others as -o FORMAT=FILE");
  }
  return outputs;
}

function write(call: Call, file: string, text: string): void {
  try {
    writeFileSync(resolve(call.io.cwd, file), text);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    throw new CommandError("NOT_READABLE", `cannot write ${file}: ${code}`, { cause });
  }
}

async function print(call: Call, outputs: readonly Output[], report: LintReport): Promise<void> {
  for (const { format, file } of outputs) {
    const printer = await lintPrinter(format);
    if (file === undefined) call.io.stdout.write(printer?.(report, call.style) ?? "");
    else write(call, file, printer?.({ ...report, onTerminal: false }, { width: 120, color: false }) ?? "");
    const unseen = unseenIn(format, report.findings);
    if (unseen !== undefined) warn(call, `note: ${unseen}`);
  }
}

/** The findings that the baseline does not know; with `--write-baseline` it knows them all afterwards. */
function newFindings(call: Call, { baseline: file }: LintSettings, findings: readonly Finding[]): readonly Finding[] {
  const writes = call.flags.on("write-baseline");
  if (file === undefined) {
    if (writes) throw new CommandError("USAGE", "--write-baseline needs --baseline FILE");
    return findings;
  }
  if (writes) {
    write(call, file, `${JSON.stringify(baselineOf(findings), undefined, 2)}\n`);
    return [];
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const hint = "make one: stsctl lint … --baseline FILE --write-baseline";
    throw new CommandError("NOT_READABLE", `cannot read the baseline ${basename(file)}`, { hint, cause });
  }
  const baseline = readBaseline(text);
  if (baseline === undefined) throw new CommandError("NOT_READABLE", `${basename(file)} is no baseline of stsctl lint`);
  return unknownTo(baseline, findings);
}

/** One fix may make room for another; but no more than this. */
const MAX_ROUNDS = 5;

/** Writes fixes until there are no more, and looks again. */
function fixAll(call: Call, places: LintInputs, options: LintOptions, first: LintResult): LintResult {
  let result = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const files = fixedFiles(call, result.findings, places.bytesOf);
    if (files.length === 0) break;
    for (const file of files) writeFixed(call, file);
    result = lintManifests(places.inputs, options);
  }
  const fixed = first.findings.length - result.findings.length;
  if (fixed > 0) warn(call, `${fixed} finding${fixed === 1 ? "" : "s"} fixed`);
  return result;
}

/** People see what is only worth knowing when they ask for it; programs always do. */
function hidesInfos(call: Call, outputs: readonly Output[], { failOn, baseline }: LintSettings): boolean {
  const asks =
    call.verbose || failOn === "info" || baseline !== undefined || call.flags.on("fix") || call.flags.on("fix-dry-run");
  return !asks && !call.flags.on("stats") && outputs.every(({ format }) => format === "text");
}

async function runLint(call: Call): Promise<ExitCode> {
  const { flags, io } = call;
  const about = flags.text("explain");
  if (about !== undefined) return await explain(call, about);
  if (flags.on("list-rules")) return await listRules(call);
  const names = [...flags.list("filename"), ...call.words];
  if (names.length === 0) {
    throw new CommandError("USAGE", "must specify the manifests", { hint: "for all below this folder: stsctl lint ." });
  }
  const outputs = outputsOf(call);
  const settings = lintSettings(call, ALL_RULES);
  const stdinName = flags.text("stdin-filename") ?? "STDIN";
  if (flags.on("fix") && names.includes("-")) throw new CommandError("USAGE", "--fix cannot change standard input");
  const places = await lintInputs(call, { names, isIgnored: settings.isIgnored, stdinName });
  const base = await lintBase(call, places);
  const options = {
    ...settings.options,
    countInfos: hidesInfos(call, outputs, settings),
    ...(base === undefined ? {} : { base }),
  };
  await openGates(places.count);
  if (!call.quiet) for (const { what, command } of places.unrendered) warn(call, `note: ${what}: ${command}`);
  const started = process.hrtime.bigint();
  const found = lintManifests(places.inputs, options);
  const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
  const result = flags.on("fix") ? fixAll(call, places, options, found) : found;
  const findings = newFindings(call, settings, result.findings);
  const report: LintReport = {
    ...result,
    findings,
    known: result.findings.length - findings.length,
    others: places.others(),
    failOn: settings.failOn,
    rules: ALL_RULES,
    brief: call.quiet,
    onTerminal: io.stdout.isTerminal,
    version: VERSION,
    textOf: (file) => {
      const bytes = places.bytesOf(file);
      return bytes === undefined ? undefined : textOf(bytes);
    },
  };
  if (flags.on("fix-dry-run")) io.stdout.write(fixDiff(fixedFiles(call, findings, places.bytesOf)));
  else await print(call, outputs, report);
  if (flags.on("stats")) io.stderr.write(statsText(report, elapsedMs));
  return findings.some(({ severity }) => isAtLeast(severity, settings.failOn)) ? EXIT.refused : EXIT.done;
}
