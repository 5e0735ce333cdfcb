import { CommandError } from "../../base/errors.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { isRolloutKind, noStatusFor } from "../../cluster/client/rollout-kinds.ts";
import type { Workload } from "../../rollout/history.ts";
import { rolloutStatus as statusOf } from "../../rollout/status.ts";
import type { Simulation } from "../../sim/simulation.ts";
import { type Call, type Command, say, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { pollSimulation } from "../poll.ts";
import { openCopy } from "../session.ts";
import { refuseUsage } from "../usage.ts";

export const rolloutStatus: Command = {
  usage: "(NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  about: "Says how far a rollout is; lets time pass on a copy until it is done or does not come on. Writes nothing.",
  flags: [
    { name: "watch", short: "w", kind: "switch", meaning: "until it is done (default true)" },
    { name: "timeout", kind: "duration", value: "DURATION", meaning: "how much time may pass" },
    { name: "revision", kind: "integer", value: "N", meaning: "of a Deployment: only that revision" },
    ...common.FILES,
    common.SELECTOR,
    ...common.RUNNING_NOTHING,
  ],
  examples: [
    { does: "Of the StatefulSet web", line: "rollout status web" },
    { does: "As it is now", line: "rollout status sts/web --watch=false" },
    { does: "Give it five minutes", line: "rollout status sts/web --timeout=5m" },
  ],
  run: showStatus,
};

const KINDS = ["StatefulSet", "DaemonSet", "Deployment"];

/** Prints each line once, until the rollout is done; false when it does not get there. */
function follow(call: Call, simulation: Simulation, workload: Workload): boolean {
  const { kind, metadata } = workload;
  const timeout = call.flags.duration("timeout") ?? 0;
  let last = "";
  const look = (): true | undefined => {
    const now = simulation.cluster.view().get(kind, metadata.namespace ?? "", metadata.name);
    if (now === undefined) throw new CommandError("REFUSED", "object has been deleted");
    const status = statusOf(now, call.flags.integer("revision") ?? 0);
    if (status.line !== last) say(call, status.line);
    last = status.line;
    return status.done || (call.flags.given("watch") && !call.flags.on("watch")) ? true : undefined;
  };
  return pollSimulation(simulation, { look, ...(timeout > 0 ? { timeoutMs: timeout } : {}) }) === true;
}

/** Why one object has no status to show, or did not get there; the next one is looked at all the same. */
function refusalOf(look: () => boolean): string | undefined {
  try {
    return look() ? undefined : "timed out waiting for the condition";
  } catch (error) {
    if (error instanceof CommandError && error.code === "REFUSED") return error.message;
    throw error;
  }
}

async function showStatus(call: Call): Promise<ExitCode> {
  if (call.words.length === 0 && !call.flags.given("filename")) {
    refuseUsage("required resource not specified");
  }
  const simulation = await openCopy(call);
  const options = { listsTypes: true, bareNameKind: "StatefulSet" };
  const found = await findObjects(call, simulation.cluster.view(), options);
  for (const line of found.warnings) warn(call, line);
  const failures = [...found.failures];
  if (found.groups.every(({ objects }) => objects.length === 0) && failures.length === 0)
    warn(call, `No resources found in ${call.namespace} namespace.`);
  for (const { resource, objects } of found.groups) {
    for (const object of objects) {
      const flaw = isRolloutKind({ resource }, KINDS)
        ? refusalOf(() => follow(call, simulation, object as Workload))
        : noStatusFor(resource);
      if (flaw !== undefined) failures.push({ kind: "client", message: flaw });
    }
  }
  call.io.stderr.write(failureText(failures));
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}
