import { apiVersionOf, qualifiedResource, RESOURCE_KINDS, type ResourceKind } from "../../api/kinds.ts";
import { byBytes } from "../../base/json.ts";
import { type Call, type Command, say } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

const VERBS = "create,delete,deletecollection,get,list,patch,update,watch";

export const apiResources: Command = {
  usage: "[flags]",
  about: "Lists the kinds that are served, with their short names.",
  flags: [
    { name: "namespaced", kind: "switch", meaning: "only kinds that live in a namespace; =false: only the others" },
    { name: "api-group", kind: "text", value: "GROUP", meaning: "only kinds of a group" },
    { name: "categories", kind: "list", value: "NAME", meaning: "only kinds of a category: all" },
    { name: "verbs", kind: "list", value: "VERB", meaning: "only kinds with these verbs" },
    { name: "sort-by", kind: "text", value: "COLUMN", meaning: "name or kind" },
    { name: "no-headers", kind: "switch", meaning: "without the header" },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "name or wide" },
  ],
  examples: [
    { does: "List all kinds", line: "api-resources" },
    { does: "Only those of the group apps", line: "api-resources --api-group=apps" },
    { does: "Only names, for a script", line: "api-resources -o name" },
  ],
  run: listKinds,
};

function chosen(call: Call): ResourceKind[] {
  const { flags } = call;
  const group = flags.text("api-group");
  const verbs = flags.list("verbs");
  return RESOURCE_KINDS.filter((resource) => {
    if (flags.given("namespaced") && flags.on("namespaced") !== resource.namespaced) return false;
    if (flags.given("categories") && !(flags.list("categories").includes("all") && resource.inAll)) return false;
    if (verbs.some((verb) => !VERBS.split(",").includes(verb))) return false;
    return group === undefined || group === resource.group;
  });
}

function sorted(call: Call, kinds: ResourceKind[]): ResourceKind[] {
  const by = call.flags.text("sort-by");
  if (by === undefined) return kinds;
  if (by !== "name" && by !== "kind") refuseUsage("--sort-by accepts only name or kind");
  return kinds.sort((a, b) => (by === "name" ? byBytes(a.plural, b.plural) : byBytes(a.kind, b.kind)));
}

async function listKinds(call: Call): Promise<ExitCode> {
  if (call.words.length > 0) {
    refuseUsage(`unexpected arguments: [${call.words.join(" ")}]`, seeHelp(call));
  }
  const kinds = sorted(call, chosen(call));
  const output = call.flags.text("output") ?? "";
  if (output !== "" && output !== "wide" && output !== "name") {
    const allowed = "allowed formats are: name,wide";
    const message = `unable to match a printer suitable for the output format ${JSON.stringify(output)}, ${allowed}`;
    refuseUsage(message);
  }
  if (output === "name") {
    for (const resource of kinds) say(call, qualifiedResource(resource));
    return EXIT.done;
  }
  const wide = output === "wide";
  const header = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND", ...(wide ? ["VERBS", "CATEGORIES"] : [])];
  const rows = kinds.map((resource) => [
    resource.plural,
    resource.shortNames.join(","),
    apiVersionOf(resource),
    String(resource.namespaced),
    resource.kind,
    ...(wide ? [VERBS, resource.inAll ? "all" : ""] : []),
  ]);
  const lines = call.flags.on("no-headers") ? rows : [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? "").length)) + 3);
  for (const cells of lines) {
    say(
      call,
      cells.map((cell, column) => (column < cells.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell)).join(""),
    );
  }
  return EXIT.done;
}
