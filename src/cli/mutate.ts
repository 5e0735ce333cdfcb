import { sameJson } from "../base/json.ts";
import { perform } from "../cluster/client/perform.ts";
import type { Failure, Outcome, Request } from "../cluster/client/request.ts";
import type { Simulation } from "../sim/simulation.ts";
import { say, warn, type Asked, type Call } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { failureLines } from "./failure-lines.ts";
import { missingNamespaces } from "./missing-namespaces.ts";
import { providedClasses } from "./provided-classes.ts";
import { asksForObjects, checkFormat, printResults } from "./print-results.ts";
import { hearInterrupt, runControllers } from "./run-controllers.ts";
import { type Changed, type ChangeOptions, changeState, openCopy } from "./session.ts";
import { showOutcome } from "./show-outcome.ts";

export interface MutateOptions {
  /** Whether the request changes nothing, so that nothing is to be kept. */
  readonly readsOnly?: boolean;
  /** Looks at the state before anything is done; throws where nothing is to be done. */
  readonly check?: ChangeOptions<Outcome>["check"];
  readonly conclude?: (simulation: Simulation, outcome: Outcome) => Outcome;
}

type Performed = Pick<Changed<Outcome>, "answer"> & Partial<Changed<Outcome>>;

/** Whether the input was all unreadable: then that is the trouble, and not that nothing was passed. */
function hasNothingLeft({ request, failures }: Asked): boolean {
  const inputs = "manifests" in request ? request.manifests : "targets" in request ? request.targets.files : undefined;
  return inputs?.length === 0 && failures.length > 0;
}

async function performed(call: Call, asked: Asked, options: MutateOptions): Promise<Performed> {
  const { request } = asked;
  if (hasNothingLeft(asked)) return { answer: { results: [], warnings: [], failures: [] } };
  const isTrial = options.readsOnly === true || ("dryRun" in request && request.dryRun !== "none");
  if (isTrial) {
    const answer = perform((await openCopy(call)).cluster, request);
    await hearInterrupt(call);
    return { answer };
  }
  return changeState<Outcome>(call, {
    act: (simulation) => performToTheEnd(call, simulation, request),
    accepted: ({ results }) => results.length > 0,
    ...(options.conclude === undefined ? {} : { conclude: options.conclude }),
    ...(options.check === undefined ? {} : { check: options.check }),
  });
}

/** Performs, and as long as something is left to be tried again, lets the time until then pass. */
async function performToTheEnd(call: Call, simulation: Simulation, request: Request): Promise<Outcome> {
  let all = perform(simulation.cluster, request);
  if (all.again !== undefined && call.flags.on("no-run")) return { ...all, failures: [...all.failures, NOT_WAITED] };
  for (let { again } = all; again !== undefined;) {
    const report = await runControllers(call, simulation, { kind: "for", ms: again.afterSeconds * 1000 });
    const next = perform(simulation.cluster, again.request);
    const inVain = report.settled && sameJson(next.again, again);
    all = {
      results: [...all.results, ...next.results],
      warnings: [...new Set([...all.warnings, ...next.warnings])],
      failures: [...all.failures, ...next.failures, ...(inVain ? [IN_VAIN] : [])],
      notes: [...(all.notes ?? []), ...(next.notes ?? [])],
    };
    again = inVain ? undefined : next.again;
  }
  return all;
}

const NOT_WAITED: Failure = {
  kind: "client",
  message: "with --no-run no controller acts, so what is left is not waited for: run the same again after sim run",
};

const IN_VAIN: Failure = {
  kind: "client",
  message: "what is left stays, and nothing more happens by itself: waiting and trying again is in vain",
};

/** With `-q`, and with any `-o`, nothing is said that kubectl would not say. */
function saysKubectlsPartAlone(call: Call): boolean {
  return call.quiet || asksForObjects(call);
}

/** Operations that leave an object as it was, or only tell of others. */
const UNCHANGING = /^(?:unchanged|not |already |skipped |patched \(no change\)|evicting|drained)/;

/** What became of a request of which a part failed: as with kubectl, the rest is done. */
function partlyDone(
  kept: Performed["kept"],
  results: Outcome["results"],
  failures: readonly Failure[],
): readonly string[] {
  const made = results.filter(({ operation }) => !UNCHANGING.test(operation)).length;
  if (kept === undefined || failures.length === 0 || made === 0) return [];
  const rest = made === 1 ? "the change above was made" : `the ${made} changes above were made`;
  return [`note: ${rest} all the same, as with kubectl`];
}

/** A line for each thing that pods of new objects need and that is not there: to start, or for their names. */
async function neededLines({ kept, answer: { results } }: Performed): Promise<readonly string[]> {
  const started = results.filter(({ operation }) => operation.startsWith("created"));
  if (kept === undefined || started.length === 0) return [];
  const { neededObjects } = await import("../plan/objects/needed-objects.ts");
  const { namelessPods } = await import("../plan/objects/nameless-pods.ts");
  const view = kept.simulation.cluster.view();
  return [...neededObjects(started, view), ...namelessPods(started, view)].map((sentence) => `note: ${sentence}`);
}

/** The flow of every verb that changes objects: perform, let the controllers run, keep, and say what came of it. */
export async function mutate(call: Call, asked: Asked, options: MutateOptions = {}): Promise<ExitCode> {
  const { request } = asked;
  await checkFormat(call, request);
  const changed = await performed(call, asked, options);
  const { results, warnings, notes = [] } = changed.answer;
  for (const line of warnings) warn(call, line);
  const unprinted = await printResults(call, request, results);
  for (const line of notes) say(call, line);
  const failures = [...asked.failures, ...changed.answer.failures, ...unprinted];
  const isPlain = saysKubectlsPartAlone(call);
  call.io.stderr.write(await failureLines({ ...call, quiet: isPlain }, failures));
  if (!isPlain) {
    for (const line of missingNamespaces(failures, results)) warn(call, line);
    for (const line of partlyDone(changed.kept, results, failures)) warn(call, line);
    for (const line of providedClasses(changed)) warn(call, line);
    for (const line of await neededLines(changed)) warn(call, line);
    if (changed.before !== undefined) await showOutcome(call, { ...changed, before: changed.before });
  }
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}
