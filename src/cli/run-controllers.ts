import { setImmediate } from "node:timers/promises";
import { CommandError } from "../base/errors.ts";
import type { InSlices } from "../plan/slices.ts";
import type { Simulation } from "../sim/simulation.ts";
import type { RunReport, Until } from "../sim/work.ts";
import type { Call } from "./command.ts";
import { watchProgress } from "./progress.ts";

/** Steps between two looks at the terminal and at signals: some milliseconds of work. */
const SLICE_STEPS = 500;

/** Steps after which a run gives up: more than a hundred thousand pods need to come and go. */
const STEPS_MAX = 20_000_000;

/** Lets a signal that came meanwhile be heard, and ends the command if there was one. */
export async function hearInterrupt(call: Call): Promise<void> {
  await setImmediate();
  if (call.io.interrupted.aborted) throw new CommandError("INTERRUPTED", "interrupted; the state is as it was before");
}

/** Steps were taken that did not end the work: it may take long. */
async function prepareForMore(): Promise<void> {
  (await import("./tune-v8.ts")).tuneV8("rehearsal");
}

/** Runs the controllers in slices, so that an interrupt ends the command and a long run shows that it goes on. */
export async function runControllers(call: Call, simulation: Simulation, until: Until): Promise<RunReport> {
  const progress = watchProgress(call);
  let steps = 0;
  let elapsedMs = 0;
  try {
    for (;;) {
      const rest: Until = until.kind === "for" ? { kind: "for", ms: until.ms - elapsedMs } : until;
      const report = simulation.run(rest, SLICE_STEPS);
      steps += report.steps;
      elapsedMs += report.elapsedMs;
      if (report.paused !== true) return { ...report, steps, elapsedMs };
      if (steps > STEPS_MAX) throw notSettled(steps);
      await prepareForMore();
      await hearInterrupt(call);
      await progress.show(elapsedMs, steps);
    }
  } finally {
    progress.end();
  }
}

/** Does a work in slices as `runControllers` does its own. */
export async function inSlices<T>(call: Call, work: InSlices<T>): Promise<T> {
  const progress = watchProgress(call);
  try {
    for (;;) {
      const slice = work.next();
      if (slice.done === true) return slice.value;
      if (slice.value.steps >= SLICE_STEPS) await prepareForMore();
      await hearInterrupt(call);
      await progress.show(slice.value.elapsedMs, slice.value.steps);
    }
  } finally {
    progress.end();
  }
}

function notSettled(steps: number): CommandError {
  return new CommandError("NOT_SETTLED", `the controllers did not come to rest within ${steps} steps`, {
    hint: "the state is as it was before; give them a bounded time with --for DURATION",
  });
}
