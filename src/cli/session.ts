import type { Snapshot } from "../cluster/snapshot.ts";
import { openSimulation, type Simulation } from "../sim/simulation.ts";
import type { RunReport, Until } from "../sim/work.ts";
import type { Call } from "./command.ts";
import { hearInterrupt, runControllers } from "./run-controllers.ts";
import { refuseUsage } from "./usage.ts";
import { verboseOptions } from "./verbose.ts";

/** A simulation on a copy of the state, for questions: what it does is never written. */
export async function openCopy(call: Call): Promise<Simulation> {
  return openSimulation(await call.backend.open());
}

/** What a change did. */
export interface Changed<T> {
  readonly answer: T;
  readonly before: Snapshot;
  /** The cluster as it was kept; absent when nothing was accepted, and then nothing was written. */
  readonly kept?: { readonly simulation: Simulation; readonly snapshot: Snapshot };
  /** Absent with `--no-run`, and when nothing was accepted. */
  readonly report?: RunReport;
}

/** How long the controllers run after a change, as the flags say; undefined with `--no-run`. */
function untilOf(call: Call): Until | undefined {
  if (call.flags.on("no-run")) return undefined;
  const ms = call.flags.duration("for");
  if (ms !== undefined && ms < 0) refuseUsage("--for: time does not go back");
  return ms === undefined ? { kind: "settled" } : { kind: "for", ms: Math.round(ms) };
}

export interface ChangeOptions<T> {
  /** Looks at the state under the lock, before anything is done; throws where nothing is to be done. */
  readonly check?: (before: Snapshot) => void;
  readonly act: (simulation: Simulation) => T | Promise<T>;
  /** Whether the answer is worth keeping. Nothing is written otherwise. */
  readonly accepted: (answer: T) => boolean;
  /** In place of what the flags say. */
  readonly until?: Until | "no-run";
  /** Looks at the cluster after the run, and may add to the answer. */
  readonly conclude?: (simulation: Simulation, answer: T) => T;
}

/** Changes the state as the only writer: acts, lets the controllers run, and keeps the result. */
export async function changeState<T>(call: Call, options: ChangeOptions<T>): Promise<Changed<T>> {
  const until = options.until ?? untilOf(call) ?? "no-run";
  const lock = await call.backend.lock(call.io.interrupted);
  try {
    const before = await call.backend.open();
    options.check?.(before);
    const simulation = openSimulation(before, verboseOptions(call));
    simulation.beginCommand();
    const begun = simulation.cluster.now;
    const acted = await options.act(simulation);
    if (!options.accepted(acted)) return { answer: acted, before };
    const ran = until === "no-run" ? undefined : await runControllers(call, simulation, until);
    const report = ran === undefined ? undefined : { ...ran, elapsedMs: simulation.cluster.now - begun };
    const answer = options.conclude?.(simulation, acted) ?? acted;
    await hearInterrupt(call);
    const snapshot = await call.backend.commit(simulation.snapshot(), before.revision);
    return { answer, before, kept: { simulation, snapshot }, ...(report === undefined ? {} : { report }) };
  } finally {
    lock.release();
  }
}
