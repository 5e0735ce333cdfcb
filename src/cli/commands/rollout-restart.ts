import type { Asked, Call, Command } from "../command.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { rolloutRequest } from "../rollout-targets.ts";

export const rolloutRestart: Command = {
  usage: "(NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  about: "Replaces all pods, by an annotation on the template.",
  flags: [...common.FILES, common.SELECTOR, common.FIELD_MANAGER, ...common.PRINTING, ...common.RUNNING],
  examples: [
    { does: "Restart the StatefulSet web", line: "rollout restart web" },
    { does: "Restart all sets of an application", line: "rollout restart sts -l app=web" },
    { does: "Restart, and stop the clock after a minute", line: "rollout restart sts/web --for 1m" },
  ],
  run: async (call) => mutate(call, await rolloutRestartRequest(call)),
};

/** What the flags of rollout restart ask for. */
export async function rolloutRestartRequest(call: Call): Promise<Asked> {
  return rolloutRequest(call, (targets) => ({ verb: "rollout-restart", targets }));
}
