import { parseLabelSelector } from "../../cluster/client/selector-text.ts";
import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, refuseNodesBySelector, scopeOf, targetsOf } from "../scope.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

export const drain: Command = {
  usage: "NODE… [flags]",
  about: "Cordons a node and evicts its pods, as far as disruption budgets allow.",
  flags: [
    common.SELECTOR,
    common.DRY_RUN,
    { name: "ignore-daemonsets", kind: "switch", meaning: "leave pods of DaemonSets where they are" },
    { name: "delete-emptydir-data", kind: "switch", meaning: "evict pods although their emptyDir data is lost" },
    { name: "force", kind: "switch", meaning: "also pods that nothing re-creates" },
    { name: "disable-eviction", kind: "switch", meaning: "delete in place of evict, past all budgets" },
    { name: "grace-period", kind: "integer", value: "SECONDS", meaning: "in place of the pods' own" },
    { name: "pod-selector", kind: "text", value: "SELECTOR", meaning: "only pods with these labels" },
    { name: "timeout", kind: "duration", value: "DURATION", meaning: "how long to try (default 0s: for ever)" },
    common.CHUNK_SIZE,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Empty a node", line: "drain node-2 --ignore-daemonsets" },
    { does: "Also pods without a controller", line: "drain node-2 --ignore-daemonsets --force" },
    { does: "See which pods it would be", line: "drain node-2 --ignore-daemonsets --dry-run=client" },
  ],
  run: drainNodes,
};

/** What the flags of drain ask for. */
export async function drainRequest(call: Call): Promise<Asked> {
  const { flags } = call;
  if (call.words.length === 0 && !flags.given("selector")) {
    refuseUsage("USAGE: drain NODE [flags]", seeHelp(call));
  }
  refuseNodesBySelector(call);
  const podSelector = flags.text("pod-selector");
  if (!parseLabelSelector(podSelector ?? "").ok) {
    refuseUsage("--pod-selector=<pod_selector> must be a valid label selector");
  }
  const grace = flags.integer("grace-period");
  const timeoutMs = flags.duration("timeout") ?? 0;
  const request = {
    ...scopeOf(call),
    verb: "drain",
    targets: targetsOf(call, { bareNameKind: "Node" }),
    dryRun: dryRunOf(call),
    ...present({
      force: flags.on("force") ? true : undefined,
      ignoreDaemonSets: flags.on("ignore-daemonsets") ? true : undefined,
      deleteEmptyDirData: flags.on("delete-emptydir-data") ? true : undefined,
      gracePeriodSeconds: grace === undefined || grace < 0 ? undefined : grace,
      podSelector,
      timeoutSeconds: timeoutMs > 0 ? timeoutMs / 1000 : undefined,
      disableEviction: flags.on("disable-eviction") ? true : undefined,
    }),
  } as const;
  return { request, failures: [] };
}

async function drainNodes(call: Call): Promise<ExitCode> {
  return mutate(call, await drainRequest(call));
}
