import { resourceKind } from "../../api/kinds.ts";
import { namespaceOf } from "../../api/object.ts";
import type { Failure, Outcome, Result } from "../../cluster/client/request.ts";
import type { Simulation } from "../../sim/simulation.ts";
import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { cascadeOf } from "../cascade.ts";
import { loadTargets } from "../manifests.ts";
import * as common from "../flags/common.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { refuseNothingNamed, refuseUsage } from "../usage.ts";

export const deleteCommand: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | TYPE -l SELECTOR | TYPE --all | -f FILE) [flags]",
  about: "Deletes objects, and says what goes with them and what stays.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.FIELD_SELECTOR,
    common.ALL,
    common.ALL_NAMESPACES,
    common.DRY_RUN,
    { name: "cascade", kind: "text", value: "HOW", bare: "background", meaning: "background, foreground or orphan" },
    { name: "grace-period", kind: "integer", value: "SECONDS", meaning: "in place of the pod's own" },
    { name: "force", kind: "switch", meaning: "do not wait for the kubelet" },
    { name: "now", kind: "switch", meaning: "a grace period of one second" },
    { name: "wait", kind: "switch", meaning: "wait until the objects are gone (default true)" },
    { name: "timeout", kind: "duration", value: "DURATION", meaning: "how long to wait" },
    { name: "ignore-not-found", kind: "switch", meaning: "a missing object is no failure" },
    { ...common.OUTPUT, meaning: "name" },
    ...common.RUNNING,
  ],
  examples: [
    { does: "Delete a pod and see it come back", line: "delete pod web-0" },
    { does: "Delete a set and keep its pods", line: "delete sts web --cascade=orphan" },
    { does: "Delete what a file names", line: "delete -f web.yaml" },
    { does: "Delete all pods of an application", line: "delete pods -l app=web" },
  ],
  run: deleteObjects,
};

function checkFlags({ flags }: Call): void {
  const grace = flags.integer("grace-period") ?? -1;
  const output = flags.text("output") ?? "name";
  if (output !== "name") refuseUsage(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.on("all") && flags.given("selector"))
    refuseUsage("setting 'all' parameter but found a non empty selector. ");
  if (flags.on("now") && grace >= 0) refuseUsage("--now and --grace-period cannot be specified together");
  if (flags.on("force") && grace > 0) {
    refuseUsage("--force and --grace-period greater than 0 cannot be specified together");
  }
}

/** What the flags of delete ask for. */
export async function deleteRequest(call: Call): Promise<Asked> {
  const { flags } = call;
  checkFlags(call);
  const cascade = cascadeOf(call);
  const { targets, failures } = await loadTargets(call);
  if (!flags.given("filename") && call.words.length === 0) refuseNothingNamed();
  const request = {
    ...scopeOf(call),
    verb: "delete",
    targets,
    dryRun: dryRunOf(call),
    ...present({
      cascade,
      gracePeriodSeconds: graceOf(call),
      force: flags.on("force") ? true : undefined,
      now: flags.on("now") ? true : undefined,
      ignoreNotFound: flags.given("ignore-not-found") ? flags.on("ignore-not-found") : undefined,
    }),
  } as const;
  return { request, failures };
}

async function deleteObjects(call: Call): Promise<ExitCode> {
  return mutate(call, await deleteRequest(call), waiting(call));
}

function graceOf({ flags }: Call): number | undefined {
  const grace = flags.integer("grace-period");
  return grace === undefined || grace < 0 ? undefined : grace;
}

/** Waits for what was deleted to be gone; a time that the user chose ends the wait without a word. */
function waiting(call: Call): { conclude?: (simulation: Simulation, outcome: Outcome) => Outcome } {
  const { flags } = call;
  const waits = !flags.given("wait") || flags.on("wait");
  if (!waits || flags.on("no-run") || flags.given("for")) return {};
  return {
    conclude: (simulation, outcome) => {
      const left = outcome.results.find((result) => isStillThere(simulation, result));
      return left === undefined ? outcome : { ...outcome, failures: [...outcome.failures, timedOut(left)] };
    },
  };
}

function isStillThere(simulation: Simulation, { resource, object }: Result): boolean {
  const { name, uid } = object.metadata;
  const kind = resourceKind(resource.key)?.key ?? resource.key;
  return simulation.cluster.view().get(kind, namespaceOf(object), name)?.metadata.uid === uid;
}

function timedOut({ resource, object }: Result): Failure {
  const message = `timed out waiting for the condition on ${resource.plural}/${object.metadata.name}`;
  return { kind: "client", message };
}
