import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { dryRunOf, refuseNodesBySelector, scopeOf, targetsOf } from "../scope.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

const FLAGS = [common.SELECTOR, common.DRY_RUN, ...common.RUNNING];

export const cordon: Command = {
  usage: "NODE… [flags]",
  about: "Marks a node unschedulable: its pods stay, new ones go elsewhere.",
  flags: FLAGS,
  examples: [
    { does: "Let no new pod come to a node", line: "cordon node-2" },
    { does: "Several nodes at once", line: "cordon node-1 node-2" },
    { does: "See what is cordoned", line: "get nodes" },
  ],
  run: (call) => mark(call, "cordon"),
};

export const uncordon: Command = {
  usage: "NODE… [flags]",
  about: "Marks a node schedulable again.",
  flags: FLAGS,
  examples: [
    { does: "Let pods come to a node again", line: "uncordon node-2" },
    { does: "Several nodes at once", line: "uncordon node-1 node-2" },
    { does: "See what is cordoned", line: "get nodes" },
  ],
  run: (call) => mark(call, "uncordon"),
};

/** What the words and flags of cordon and uncordon ask for. */
export async function cordonRequest(call: Call, verb: "cordon" | "uncordon"): Promise<Asked> {
  if (call.words.length === 0 && !call.flags.given("selector")) {
    refuseUsage(`USAGE: ${verb} NODE [flags]`, seeHelp(call));
  }
  refuseNodesBySelector(call);
  const targets = targetsOf(call, { bareNameKind: "Node" });
  return { request: { ...scopeOf(call), verb, targets, dryRun: dryRunOf(call) }, failures: [] };
}

async function mark(call: Call, verb: "cordon" | "uncordon"): Promise<ExitCode> {
  return mutate(call, await cordonRequest(call, verb));
}
