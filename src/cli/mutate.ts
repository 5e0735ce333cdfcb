import { failureText } from "../cluster/client/failures.ts";
import { perform } from "../cluster/client/perform.ts";
import type { Failure, Outcome, Request } from "../cluster/client/request.ts";
import type { Simulation } from "../sim/simulation.ts";
import { type Call, warn } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { asksForObjects, checkFormat, printResults } from "./print-results.ts";
import { type Changed, changeState, openCopy } from "./session.ts";
import { showOutcome } from "./show-outcome.ts";

export interface MutateOptions {
  /** What went wrong before the request was made. */
  readonly failures?: readonly Failure[];
  /** Whether the request changes nothing, so that nothing is to be kept. */
  readonly readsOnly?: boolean;
  readonly conclude?: (simulation: Simulation, outcome: Outcome) => Outcome;
}

type Performed = Pick<Changed<Outcome>, "answer" | "kept" | "report"> & Partial<Changed<Outcome>>;

async function performed(call: Call, request: Request, options: MutateOptions): Promise<Performed> {
  const act = (simulation: Simulation): Outcome => perform(simulation.cluster, request);
  const isTrial = options.readsOnly === true || ("dryRun" in request && request.dryRun !== "none");
  if (isTrial) return { answer: act(await openCopy(call)) };
  return changeState<Outcome>(call, {
    act,
    accepted: ({ results }) => results.length > 0,
    ...(options.conclude === undefined ? {} : { conclude: options.conclude }),
  });
}

/** The flow of every verb that changes objects: perform, let the controllers run, keep, and say what came of it. */
export async function mutate(call: Call, request: Request, options: MutateOptions = {}): Promise<ExitCode> {
  await checkFormat(call, request);
  const changed = await performed(call, request, options);
  const { results, warnings } = changed.answer;
  for (const line of warnings) warn(call, line);
  const unprinted = await printResults(call, request, results);
  const failures = [...(options.failures ?? []), ...changed.answer.failures, ...unprinted];
  call.io.stderr.write(failureText(failures));
  if (!call.quiet && !asksForObjects(call)) showOutcome(call, changed);
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}
