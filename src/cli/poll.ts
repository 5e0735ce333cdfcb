import type { Simulation } from "../sim/simulation.ts";

/** How often the cluster is looked at while time passes. */
const STEP_MS = 500;

export interface Poll<T> {
  /** Looks; undefined to go on waiting. */
  readonly look: () => T | undefined;
  /** How long at most; undefined: as long as anything happens by itself. */
  readonly timeoutMs?: number;
}

/**
 * Lets time pass on a copy until a look finds what it wants. Undefined when the time is over, or when nothing more
 * happens by itself, so that waiting longer would find nothing else.
 */
export function pollSimulation<T>(simulation: Simulation, { look, timeoutMs }: Poll<T>): T | undefined {
  let left = timeoutMs ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (left <= 0) return undefined;
    const ms = Math.min(STEP_MS, left);
    const { settled } = simulation.run({ kind: "for", ms });
    left -= ms;
    if (settled) return look();
  }
}
