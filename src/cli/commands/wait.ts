import { CommandError } from "../../base/errors.ts";
import { missing } from "../../cluster/client/find.ts";
import { failureText } from "../../cluster/client/failures.ts";
import type { Failure, Result } from "../../cluster/client/request.ts";
import type { Target } from "../../cluster/client/target.ts";
import type { KubeObject } from "../../api/object.ts";
import type { Simulation } from "../../sim/simulation.ts";
import type { Call, Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { pollSimulation } from "../poll.ts";
import { checkFormat, printResults } from "../print-results.ts";
import { openCopy } from "../session.ts";
import { refuseUsage } from "../usage.ts";
import { waitCondition, type WaitCondition } from "../wait-condition.ts";

export const wait: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | TYPE -l SELECTOR | TYPE --all | -f FILE) --for=CONDITION [flags]",
  about: "Lets time pass on a copy until a condition holds. Writes nothing.",
  flags: [
    {
      name: "for",
      kind: "lines",
      value: "CONDITION",
      meaning: "create, delete, condition=TYPE[=STATUS], jsonpath=PATH[=VALUE]",
    },
    { name: "timeout", kind: "duration", value: "DURATION", meaning: "how much time may pass (default 30s)" },
    ...common.FILES,
    common.SELECTOR,
    common.FIELD_SELECTOR,
    common.ALL,
    common.ALL_NAMESPACES,
    ...common.PRINTING,
  ],
  examples: [
    { does: "Until a pod is ready", line: "wait pod/web-0 --for=condition=Ready" },
    { does: "Until all replicas are ready", line: "wait sts/web --for=jsonpath='{.status.readyReplicas}'=3" },
    { does: "Until a claim is gone", line: "wait pvc/data-web-2 --for=delete --timeout=5m" },
  ],
  run: waitFor,
};

const DEFAULT_TIMEOUT_MS = 30_000;
const WEEK_MS = 7 * 24 * 3_600_000;

interface Waiting {
  readonly simulation: Simulation;
  readonly conditions: readonly WaitCondition[];
  readonly timeoutMs: number;
}

function liveOf({ simulation }: Waiting, { resource, namespace, name }: Target): KubeObject | undefined {
  return simulation.cluster.view().get(resource.key, namespace, name);
}

function holds(waiting: Waiting, target: Target, condition: WaitCondition): boolean {
  const object = liveOf(waiting, target);
  if (condition.kind === "delete") return object === undefined;
  return object !== undefined && (condition.kind !== "holds" || condition.holds(object));
}

/** kubectl does not say which object it was that never came to be. */
function inVain({ resource, name }: Target, condition: WaitCondition, timeoutMs: number): string {
  if (condition.kind === "create") return "timed out waiting for the condition";
  const named = `${resource.plural}/${name}`;
  return timeoutMs === 0 ? `condition not met for ${named}` : `timed out waiting for the condition on ${named}`;
}

/** The conditions that a target met, one after the other, and why waiting for the next one failed. */
interface Waited {
  readonly results: readonly Result[];
  readonly failure?: Failure;
}

function waitForTarget(waiting: Waiting, target: Target): Waited {
  const { simulation, timeoutMs } = waiting;
  const results: Result[] = [];
  for (const condition of waiting.conditions) {
    const before = liveOf(waiting, target);
    if (before === undefined && condition.kind === "holds") {
      return { results, failure: missing(simulation.cluster.view(), target) };
    }
    const look = (): true | undefined => (holds(waiting, target, condition) ? true : undefined);
    if (pollSimulation(simulation, { look, timeoutMs }) !== true) {
      return { results, failure: { kind: "client", message: inVain(target, condition, timeoutMs) } };
    }
    const object = liveOf(waiting, target) ?? before;
    if (object !== undefined) results.push({ resource: target.resource, object, operation: "condition met" });
  }
  return { results };
}

function timeoutOf(call: Call): number {
  const timeout = call.flags.duration("timeout") ?? DEFAULT_TIMEOUT_MS;
  return timeout < 0 ? WEEK_MS : timeout;
}

async function waitFor(call: Call): Promise<ExitCode> {
  const texts = call.flags.list("for");
  if (texts.length === 0) refuseUsage("unrecognized condition: []");
  await checkFormat(call, { verb: "wait" });
  const conditions = texts.map(waitCondition).sort(creationFirst);
  const simulation = await openCopy(call);
  const found = await findObjects(call, simulation.cluster.view());
  const isForDelete = conditions.every(({ kind }) => kind === "delete");
  if (found.targets.length === 0 && found.failures.length === 0 && !isForDelete) {
    throw new CommandError("REFUSED", "no matching resources found");
  }
  const waiting: Waiting = { simulation, conditions, timeoutMs: timeoutOf(call) };
  const waited = found.targets.map((target) => waitForTarget(waiting, target));
  const unprinted = await printResults(
    call,
    { verb: "wait" },
    waited.flatMap(({ results }) => results),
  );
  const failures = [...waited.flatMap(({ failure }) => failure ?? []), ...unprinted];
  call.io.stderr.write(failureText(failures));
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}

/** An object is waited for before anything is of it. */
function creationFirst(a: WaitCondition, b: WaitCondition): number {
  return Number(b.kind === "create") - Number(a.kind === "create");
}
