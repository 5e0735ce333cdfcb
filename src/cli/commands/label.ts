import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import type { Flag } from "../flags/flag.ts";
import { loadTargets } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { splitChanges } from "../split-changes.ts";
import { refuseUsage } from "../usage.ts";

const FLAGS: readonly Flag[] = [
  { name: "overwrite", kind: "switch", meaning: "replace values that are there" },
  { name: "list", kind: "switch", meaning: "list what is there after the change" },
  { name: "resource-version", kind: "text", value: "VERSION", meaning: "only if the object has this version" },
  ...common.FILES,
  common.SELECTOR,
  common.FIELD_SELECTOR,
  common.ALL,
  common.ALL_NAMESPACES,
  common.DRY_RUN,
  common.FIELD_MANAGER,
  ...common.PRINTING,
  ...common.RUNNING,
];

export const label: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | -f FILE) KEY=VALUE… KEY-… [flags]",
  about: "Sets and removes labels. A pod labelled out of its set's selector leaves it.",
  flags: FLAGS,
  examples: [
    { does: "Set a label", line: "label pod web-0 role=primary" },
    { does: "Take a pod out of its set", line: "label pod web-1 app-" },
    { does: "Change a label of all pods of an application", line: "label pods -l app=web tier=front --overwrite" },
  ],
  run: (call) => change(call, "label"),
};

export const annotate: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | -f FILE) KEY=VALUE… KEY-… [flags]",
  about: "Sets and removes annotations.",
  flags: FLAGS,
  examples: [
    { does: "Say why the next revision is made", line: "annotate sts web kubernetes.io/change-cause='image 1.28'" },
    { does: "Remove an annotation", line: "annotate sts web note-" },
    { does: "List the annotations", line: "annotate sts web --list" },
  ],
  run: (call) => change(call, "annotate"),
};

/** What the words and flags of label and annotate ask for. */
export async function labelRequest(call: Call, verb: "label" | "annotate"): Promise<Asked> {
  const { flags } = call;
  const { targets: words, changes } = splitChanges(call.words, verb === "label" ? "label" : "annotation");
  if (words.length === 0 && !flags.given("filename")) {
    refuseUsage("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  }
  if (changes.length === 0 && !flags.on("list")) {
    refuseUsage(`at least one ${verb === "label" ? "label" : "annotation"} update is required`);
  }
  const { targets, failures } = await loadTargets(call, { words });
  const request = {
    ...scopeOf(call),
    verb,
    targets,
    changes,
    dryRun: dryRunOf(call),
    ...present({
      overwrite: flags.on("overwrite") ? true : undefined,
      list: flags.on("list") ? true : undefined,
      resourceVersion: flags.text("resource-version"),
    }),
  } as const;
  return { request, failures };
}

async function change(call: Call, verb: "label" | "annotate"): Promise<ExitCode> {
  return mutate(call, await labelRequest(call, verb), { readsOnly: call.flags.on("list") });
}
