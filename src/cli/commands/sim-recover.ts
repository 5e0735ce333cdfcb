import { type Call, type Command, say, warn } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { faultTarget } from "../fault-target.ts";
import * as common from "../flags/common.ts";
import { changeWorld } from "../change-world.ts";
import { refuseUsage } from "../usage.ts";

export const simRecover: Command = {
  usage: "(TARGET… | --all) [flags]",
  about: "Ends the faults of targets, or all.",
  flags: [{ ...common.ALL, meaning: "end all faults" }, ...common.RUNNING],
  examples: [
    { does: "Let a pod become ready", line: "sim recover pod/web-1" },
    { does: "Bring a node back", line: "sim recover node/node-2" },
    { does: "End all faults", line: "sim recover --all" },
  ],
  run: recover,
};

async function recover(call: Call): Promise<ExitCode> {
  const all = call.flags.on("all");
  if (!all && call.words.length === 0) refuseUsage("name what recovers, or say --all");
  const targets = all ? "all" : call.words.map((word) => faultTarget(word, call.namespace));
  return changeWorld(call, (simulation) => {
    const ended = simulation.recover(targets);
    for (const fault of ended) say(call, `${fault.target} recovers from ${fault.as}`);
    if (ended.length === 0)
      warn(call, all ? "No faults are in force." : `No fault is in force for ${call.words.join(", ")}.`);
  });
}
