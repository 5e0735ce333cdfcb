import type { Asked, Call, Command } from "../command.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { rolloutRequest } from "../rollout-targets.ts";

const FLAGS = [...common.FILES, common.SELECTOR, common.FIELD_MANAGER, ...common.PRINTING, ...common.RUNNING];

export const rolloutPause: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  about: "Pauses a Deployment's rollout. StatefulSets cannot be paused; a partition holds them back.",
  flags: FLAGS,
  examples: [
    { does: "Pause a Deployment", line: "rollout pause deploy/front" },
    { does: "Change it without a rollout", line: "set image deploy/front app=app:2" },
    { does: "Let it go on", line: "rollout resume deploy/front" },
  ],
  run: async (call) => mutate(call, await rolloutPauseRequest(call)),
};

export const rolloutResume: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  about: "Resumes a paused Deployment.",
  flags: FLAGS,
  examples: [
    { does: "Let a Deployment go on", line: "rollout resume deploy/front" },
    { does: "Watch it", line: "rollout status deploy/front" },
    { does: "Several at once", line: "rollout resume deploy/front deploy/back" },
  ],
  run: async (call) => mutate(call, await rolloutResumeRequest(call)),
};

/** What the words of rollout pause ask for. */
export async function rolloutPauseRequest(call: Call): Promise<Asked> {
  return rolloutRequest(call, (targets) => ({ verb: "rollout-pause", targets }));
}

/** What the words of rollout resume ask for. */
export async function rolloutResumeRequest(call: Call): Promise<Asked> {
  return rolloutRequest(call, (targets) => ({ verb: "rollout-resume", targets }));
}
