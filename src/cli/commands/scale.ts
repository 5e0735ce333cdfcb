import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { loadTargets } from "../manifests.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { refuseNothingNamed, refuseUsage } from "../usage.ts";

export const scale: Command = {
  usage: "(NAME | TYPE NAME… | TYPE/NAME… | -f FILE) --replicas=COUNT [flags]",
  about: "Sets the number of replicas of a StatefulSet, Deployment or ReplicaSet.",
  flags: [
    { name: "replicas", kind: "integer", value: "COUNT", meaning: "the number wanted" },
    { name: "current-replicas", kind: "integer", value: "COUNT", meaning: "only if it is this many now" },
    { name: "resource-version", kind: "text", value: "VERSION", meaning: "only if the object has this version" },
    { name: "timeout", kind: "duration", value: "DURATION", meaning: "how long to wait for the number to be reached" },
    ...common.FILES,
    common.SELECTOR,
    common.ALL,
    common.DRY_RUN,
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Scale the StatefulSet web", line: "scale web --replicas=5" },
    { does: "Scale down and see which claims stay", line: "scale sts/web --replicas=1" },
    { does: "Scale only from a known size", line: "scale sts/web --current-replicas=3 --replicas=4" },
  ],
  run: scaleObjects,
};

/** What the flags of scale ask for. */
export async function scaleRequest(call: Call): Promise<Asked> {
  const { flags } = call;
  const replicas = flags.integer("replicas");
  const current = flags.integer("current-replicas");
  if (replicas === undefined) refuseUsage('required flag(s) "replicas" not set');
  if (replicas < 0) {
    refuseUsage("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
  }
  if (call.words.length === 0 && !flags.given("filename")) refuseNothingNamed();
  const { targets, failures } = await loadTargets(call, { bareNameKind: "StatefulSet" });
  const request = {
    ...scopeOf(call),
    verb: "scale",
    targets,
    replicas,
    dryRun: dryRunOf(call),
    ...present({
      currentReplicas: current === undefined || current < 0 ? undefined : current,
      resourceVersion: flags.text("resource-version"),
    }),
  } as const;
  return { request, failures };
}

async function scaleObjects(call: Call): Promise<ExitCode> {
  return mutate(call, await scaleRequest(call));
}
