import { apiVersionOf } from "../../api/kinds.ts";
import type { Event } from "../../api/kinds/event/types.ts";
import { knownType } from "../../cluster/client/resolve.ts";
import type { View } from "../../cluster/view.ts";
import { eventsTable, oldestFirst } from "../../print/events/events.ts";
import { type Call, type Command, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { formatFlagsOf } from "../format-flags.ts";
import { lookAtState } from "../look.ts";
import { asksForObjects } from "../print-results.ts";
import { refuseUsage, refuseWords } from "../usage.ts";

export const events: Command = {
  usage: "[--for TYPE/NAME] [flags]",
  about: "Lists events, oldest first.",
  flags: [
    { name: "for", kind: "text", value: "TYPE/NAME", meaning: "only events about that object" },
    { name: "types", kind: "list", value: "TYPE", meaning: "Normal, Warning" },
    common.ALL_NAMESPACES,
    { name: "no-headers", kind: "switch", meaning: "without the header" },
    ...common.PRINTING,
    common.WATCH,
    common.CHUNK_SIZE,
  ],
  examples: [
    { does: "All events of the namespace", line: "events" },
    { does: "About one set", line: "events --for sts/web" },
    { does: "Only warnings, of all namespaces", line: "events -A --types=Warning" },
  ],
  run: listEvents,
};

/** Whether an event is about the object that `--for` names: by kind, version and name. */
function aboutOf(call: Call, view: View): (event: Event) => boolean {
  const word = call.flags.text("for");
  if (word === undefined) return () => true;
  const [type = "", name = "", ...more] = word.split("/");
  if (type === "" || name === "" || more.length > 0) refuseUsage("--for must be in resource/name form");
  const resource = knownType(type, view);
  return ({ involvedObject: about }) => {
    const version = about.apiVersion ?? apiVersionOf(resource);
    return about.kind === resource.kind && version === apiVersionOf(resource) && about.name === name;
  };
}

function typesOf(call: Call): (event: Event) => boolean {
  const types = call.flags.list("types").map((type) => type.toLowerCase());
  if (types.some((type) => type !== "normal" && type !== "warning")) {
    refuseUsage("valid --types are Normal or Warning");
  }
  return ({ type }) => types.length === 0 || types.includes((type ?? "").toLowerCase());
}

async function listEvents(call: Call): Promise<ExitCode> {
  refuseWords(call);
  const { view, now } = await lookAtState(call);
  const allNamespaces = call.flags.on("all-namespaces");
  const [isAbout, isOfType] = [aboutOf(call, view), typesOf(call)];
  const found = view
    .list("Event", allNamespaces ? undefined : call.namespace)
    .filter((event) => isAbout(event) && isOfType(event));
  if (found.length === 0) {
    warn(call, allNamespaces ? "No events found." : `No events found in ${call.namespace} namespace.`);
  } else if (asksForObjects(call)) {
    const [{ writingFormat }, { printObjects }] = await Promise.all([
      import("../../print/get/format.ts"),
      import("../../print/get/print-objects.ts"),
    ]);
    const format = writingFormat(formatFlagsOf(call));
    if (format !== undefined && format.is !== "table")
      call.io.stdout.write(printObjects(format, { items: oldestFirst(found), typed: "EventList" }).text);
  } else {
    call.io.stdout.write(eventsTable(found, { now, allNamespaces, headers: !call.flags.on("no-headers") }));
  }
  return EXIT.done;
}
