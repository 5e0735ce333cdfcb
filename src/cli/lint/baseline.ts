import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import { systemRefusal } from "../../base/system-refusal.ts";
import { baselineOf, readBaseline, unknownTo } from "../../lint/silence/baseline.ts";
import type { Finding } from "../../lint/finding.ts";
import type { Call } from "../command.ts";
import { writeOutput } from "./outputs.ts";
import type { LintSettings } from "./settings.ts";
import { refuseUsage } from "../usage.ts";

/** The findings that the baseline does not know; with `--write-baseline` it knows them all afterwards. */
export function newFindings(
  call: Call,
  { baseline: file }: LintSettings,
  findings: readonly Finding[],
): readonly Finding[] {
  const writes = call.flags.on("write-baseline");
  if (file === undefined) {
    if (writes) refuseUsage("--write-baseline needs --baseline FILE");
    return findings;
  }
  // From the baseline's folder, as the configuration's patterns are from its own.
  const nameOf = (name: string): string => relative(dirname(file), resolve(call.io.cwd, name)).replaceAll("\\", "/");
  if (writes) {
    writeOutput(call, file, `${JSON.stringify(baselineOf(findings, nameOf), undefined, 2)}\n`);
    return [];
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const hint = "make one: stsctl lint … --baseline FILE --write-baseline";
    throw new CommandError("NOT_READABLE", `cannot read the baseline ${basename(file)}: ${systemRefusal(cause)}`, {
      hint,
      cause,
    });
  }
  const baseline = readBaseline(text);
  if (baseline === undefined) throw new CommandError("NOT_READABLE", `${basename(file)} is no baseline of stsctl lint`);
  return unknownTo(baseline, findings, { nameOf, isGone: (name) => !existsSync(resolve(dirname(file), name)) });
}
