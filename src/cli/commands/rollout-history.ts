import { failureText } from "../../cluster/client/failures.ts";
import { isRolloutKind, noRoleFor } from "../../cluster/client/rollout-kinds.ts";
import { historyText } from "../../print/rollout/history.ts";
import { historyEntry, rolloutHistory as historyOf, type Workload } from "../../rollout/history.ts";
import { type Call, type Command, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { formatFlagsOf } from "../format-flags.ts";
import { type Look, lookAtState } from "../look.ts";
import { asksForObjects } from "../print-results.ts";
import { refuseUsage } from "../usage.ts";

export const rolloutHistory: Command = {
  usage: "(NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [--revision=N] [flags]",
  about: "Lists the revisions that a rollout can go back to.",
  flags: [
    { name: "revision", kind: "integer", value: "N", meaning: "show the template of one revision" },
    ...common.FILES,
    common.SELECTOR,
    ...common.PRINTING,
    ...common.RUNNING_NOTHING,
  ],
  examples: [
    { does: "Of the StatefulSet web", line: "rollout history web" },
    { does: "The template of a revision", line: "rollout history sts/web --revision=2" },
    { does: "As an object", line: "rollout history sts/web --revision=2 -o yaml" },
  ],
  run: showHistory,
};

const KINDS = ["StatefulSet", "DaemonSet", "Deployment"];

function revisionOf(call: Call): number {
  const revision = call.flags.integer("revision") ?? 0;
  if (revision < 0) refuseUsage(`revision must be a positive integer: ${revision}`);
  return revision;
}

/** What is said of a workload; in YAML, a document for each revision that one printer has to part. */
async function textsOf(call: Call, { view }: Look, workload: Workload): Promise<readonly string[]> {
  const revision = revisionOf(call);
  const entries = historyOf(view, workload);
  if (!asksForObjects(call)) return [historyText(workload, entries, revision)];
  const [{ writingFormat }, { printObjects }] = await Promise.all([
    import("../../print/get/format.ts"),
    import("../../print/get/print-objects.ts"),
  ]);
  const format = writingFormat(formatFlagsOf(call));
  if (format === undefined || format.is === "table") return [];
  const chosen = revision === 0 ? entries : [historyEntry(entries, revision)];
  return chosen.map(({ object }) => printObjects(format, { object }).text);
}

async function showHistory(call: Call): Promise<ExitCode> {
  if (call.words.length === 0 && !call.flags.given("filename")) {
    refuseUsage("required resource not specified");
  }
  const look = await lookAtState(call);
  const found = await findObjects(call, look.view, { listsTypes: true, bareNameKind: "StatefulSet" });
  for (const line of found.warnings) warn(call, line);
  const failures = [...found.failures];
  const texts: string[] = [];
  for (const { resource, objects } of found.groups) {
    for (const object of objects) {
      if (isRolloutKind({ resource }, KINDS)) texts.push(...(await textsOf(call, look, object as Workload)));
      else failures.push({ kind: "client", message: noRoleFor(resource, "history viewer") });
    }
  }
  call.io.stdout.write(texts.join(call.flags.text("output") === "yaml" ? "---\n" : ""));
  call.io.stderr.write(failureText(failures));
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}
