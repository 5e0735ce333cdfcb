import type { Asked, Call, Command } from "../command.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { rolloutRequest } from "../rollout-targets.ts";
import { dryRunOf } from "../scope.ts";

export const rolloutUndo: Command = {
  usage: "(NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [--to-revision=N] [flags]",
  about: "Goes back to an earlier revision of the template.",
  flags: [
    { name: "to-revision", kind: "integer", value: "N", meaning: "the revision to go to; 0 (default): the one before" },
    ...common.FILES,
    common.SELECTOR,
    common.DRY_RUN,
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Undo the last update", line: "rollout undo sts/web" },
    { does: "Go to a revision of the history", line: "rollout undo sts/web --to-revision=1" },
    { does: "See the template it would go to", line: "rollout undo sts/web --dry-run=client" },
  ],
  run: async (call) => mutate(call, await rolloutUndoRequest(call)),
};

/** What the flags of rollout undo ask for. */
export async function rolloutUndoRequest(call: Call): Promise<Asked> {
  const toRevision = call.flags.integer("to-revision") ?? 0;
  return rolloutRequest(call, (targets) => ({ verb: "rollout-undo", targets, toRevision, dryRun: dryRunOf(call) }));
}
