import type { Happening } from "../../cluster/happening.ts";
import type { History, Snapshot } from "../../cluster/snapshot.ts";
import { timelineText } from "../../print/timeline/timeline.ts";
import { type Call, type Command, warn } from "../command.ts";
import { formatOf } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { present } from "../present.ts";
import { refuseWords } from "../usage.ts";

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
    { does: "A picture", line: "timeline -o svg > rollout.svg" },
  ],
  run: showTimeline,
};

const FORMATS = ["text", "json", "html", "svg"] as const;

/** The history of the namespace that was typed; nothing of it is the last command's when that changed nothing. */
function historyOf(call: Call, { history }: Snapshot): History {
  const isHere = ({ namespace }: Happening): boolean => !call.namespaceIsExplicit || namespace === call.namespace;
  const happenings = history.happenings.filter(isHere);
  const changedNothing = call.flags.on("last") && call.backend.lastCommandChangedNothing();
  return { ...history, happenings, ...(changedNothing ? { lastCommand: Number.POSITIVE_INFINITY } : {}) };
}

async function showTimeline(call: Call): Promise<ExitCode> {
  refuseWords(call);
  const format = formatOf(call, "a timeline", FORMATS);
  const snapshot = await call.backend.open();
  const last = call.flags.on("last");
  const text = timelineText(
    {
      history: historyOf(call, snapshot),
      now: snapshot.clock,
      format,
      last,
      ...present({ sinceMs: call.flags.duration("since") }),
    },
    call.style,
  );
  if (text === "") warn(call, "Nothing happened.");
  call.io.stdout.write(text);
  return EXIT.done;
}
