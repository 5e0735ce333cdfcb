import { CommandError } from "../../base/errors.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import type { Call, Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

export const timeline: Command = {
  usage: "[flags]",
  about: "Shows what happened to pods, claims, revisions and names, oldest first.",
  flags: [
    { name: "last", kind: "switch", meaning: "of the last command only" },
    { name: "since", kind: "duration", value: "DURATION", meaning: "of that much virtual time before now" },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "text, json, html or svg (default text)" },
  ],
  examples: [
    { does: "What the last command did", line: "timeline --last" },
    { does: "The last five minutes", line: "timeline --since 5m" },
    { does: "For a script", line: "timeline -o json --last" },
    { does: "A picture", line: "timeline -o svg" },
  ],
  run: showTimeline,
};

/** Where in the history the flags want to begin. */
function firstSeq(call: Call, { history, clock }: Snapshot): number {
  const end = (history.happenings.at(-1)?.seq ?? 0) + 1;
  const since = call.flags.duration("since");
  const fromTime = history.happenings.find(({ at }) => since === undefined || at >= clock - since)?.seq ?? end;
  if (!call.flags.on("last")) return fromTime;
  return Math.max(fromTime, call.backend.lastCommandChangedNothing() ? end : history.lastCommand);
}

async function text(call: Call, happenings: readonly Happening[], from: number): Promise<string> {
  const [{ timelineRows }, { timelineTable }] = await Promise.all([
    import("../../print/timeline/rows.ts"),
    import("../../print/timeline/table.ts"),
  ]);
  const start = happenings.find(({ seq }) => seq >= from)?.at ?? 0;
  return timelineTable(timelineRows(happenings, from), start, call.style);
}

async function showTimeline(call: Call): Promise<ExitCode> {
  const format = call.flags.text("output") ?? "text";
  const snapshot = await call.backend.open();
  const isHere = ({ namespace }: Happening): boolean => !call.namespaceIsExplicit || namespace === call.namespace;
  const happenings = snapshot.history.happenings.filter(isHere);
  const from = firstSeq(call, snapshot);
  const chosen = happenings.filter(({ seq }) => seq >= from);
  if (format === "json") {
    const { timelineJson } = await import("../../print/timeline/effects.ts");
    call.io.stdout.write(timelineJson(chosen));
  } else if (format === "text") {
    if (chosen.length === 0) call.io.stderr.write("Nothing happened.\n");
    call.io.stdout.write(await text(call, happenings, from));
  } else {
    throw new CommandError(
      "USAGE",
      `unable to print a timeline as ${JSON.stringify(format)}, there are: text,json,html,svg`,
    );
  }
  return EXIT.done;
}
