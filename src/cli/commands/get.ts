import { CommandError } from "../../base/errors.ts";
import type { Found } from "../../cluster/client/find.ts";
import { printsTable } from "../../print/get/prints-table.ts";
import type { GetPrinted, GetPrintFlags, GetPrintRequest } from "../../print/get/request.ts";
import { type Call, type Command, warn } from "../command.ts";
import { findObjects } from "../find-objects.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { formatFlagsOf } from "../format-flags.ts";
import { lookAtState } from "../look.ts";
import { present } from "../present.ts";
import { refuseUsage } from "../usage.ts";

export const get: Command = {
  usage: "(TYPE[,TYPE] [NAME…] | TYPE/NAME… | -f FILE) [flags]",
  about: "Lists objects, as tables or in a format of choice.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.FIELD_SELECTOR,
    common.ALL_NAMESPACES,
    { ...common.OUTPUT, meaning: "wide, name, json, yaml, jsonpath=…, custom-columns=…, go-template=…" },
    common.TEMPLATE,
    common.SHOW_MANAGED_FIELDS,
    { name: "label-columns", short: "L", kind: "list", value: "KEYS", meaning: "a column for each of these labels" },
    { name: "show-labels", kind: "switch", meaning: "all labels, as the last column" },
    { name: "show-kind", kind: "switch", meaning: "names with their type" },
    { name: "no-headers", kind: "switch", meaning: "without the header" },
    { name: "sort-by", kind: "text", value: "PATH", meaning: "sort by a field" },
    { name: "ignore-not-found", kind: "switch", meaning: "a missing object is no failure" },
    { name: "subresource", kind: "text", value: "NAME", meaning: "status or scale" },
    { name: "server-print", kind: "switch", meaning: "=false: names and ages alone" },
    { name: "allow-missing-template-keys", kind: "switch", meaning: "=false: a missing field is an error" },
    common.WATCH,
    { name: "watch-only", kind: "switch", meaning: "taken; prints nothing, since nothing happens" },
    { name: "raw", kind: "text", value: "PATH", meaning: "what a path of the API answers" },
    common.CHUNK_SIZE,
  ],
  examples: [
    { does: "List sets, pods and claims", line: "get sts,pods,pvc" },
    { does: "One object in full", line: "get sts web -o yaml" },
    { does: "Pods of an application, with their nodes", line: "get pods -l app=web -o wide" },
    { does: "One field of each", line: "get pods -o jsonpath='{.items[*].metadata.name}'" },
  ],
  run: getObjects,
};

const NO_TYPE =
  'You must specify the type of resource to get. Use "stsctl api-resources" for a complete list of supported resources.';

function printFlags(call: Call): GetPrintFlags {
  const { flags } = call;
  return {
    ...formatFlagsOf(call),
    ...present({ sortBy: flags.text("sort-by") }),
    labelColumns: flags.list("label-columns"),
    showLabels: flags.on("show-labels"),
    showKind: flags.on("show-kind"),
    noHeaders: flags.on("no-headers"),
    allNamespaces: flags.on("all-namespaces"),
    ignoreNotFound: flags.on("ignore-not-found"),
    showManagedFields: flags.on("show-managed-fields"),
    missingIsError: flags.given("allow-missing-template-keys") && !flags.on("allow-missing-template-keys"),
    plain: flags.given("server-print") && !flags.on("server-print"),
  };
}

/** Tables that need no sorting are printed without loading the other formats: the command that is typed most. */
async function print(request: GetPrintRequest): Promise<GetPrinted> {
  const { flags } = request;
  if (!printsTable(flags) || (flags.sortBy ?? "") !== "")
    return (await import("../../print/get/print.ts")).printGet(request);
  return (await import("../../print/get/get-tables.ts")).printGetTables(request);
}

/** What `-w` and `--watch-only` refuse, and say; true where nothing is to be printed, since only changes would be. */
function watches(call: Call, { groups }: Found): boolean {
  const { flags } = call;
  if (!flags.on("watch") && !flags.on("watch-only")) return false;
  if (groups.length > 1) throw new CommandError("REFUSED", "you may only specify a single resource type");
  if (flags.given("sort-by")) {
    warn(call, "warning: --watch requested, --sort-by will be ignored for watch events received");
  }
  return flags.on("watch-only");
}

async function getObjects(call: Call): Promise<ExitCode> {
  const { flags, io } = call;
  if (flags.given("raw")) return (await import("./get-raw.ts")).getRaw(call, flags.text("raw") ?? "");
  if (call.words.length === 0 && !flags.given("filename")) {
    call.io.stderr.write(`${NO_TYPE}\n\n`);
    const hint = [
      'Use "stsctl explain <resource>" for a detailed description of that resource (e.g. stsctl explain pods).',
      "See 'stsctl get -h' for help and examples",
    ];
    refuseUsage("Required resource not specified.", hint.join("\n"));
  }
  const look = await lookAtState(call);
  const found = await findObjects(call, look.view, {
    listsTypes: true,
    ignoreNotFound: flags.on("ignore-not-found"),
    ...present({ subresource: flags.text("subresource") }),
  });
  for (const line of found.warnings) warn(call, line);
  if (watches(call, found)) return EXIT.done;
  const printed = await print({ ...found, namespace: call.namespace, flags: printFlags(call), now: look.now });
  io.stdout.write(printed.stdout);
  io.stderr.write(printed.stderr);
  return printed.exitCode;
}
