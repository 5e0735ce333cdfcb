import type { Snapshot } from "../../src/cluster/snapshot.ts";

/** How a world broke a guarantee. */
class Broken extends Error {}

/** Throws the first of what is wrong, if anything is. */
export function demand(where: string, flaws: readonly string[]): void {
  if (flaws.length > 0) throw new Broken(`${where}: ${flaws.slice(0, 4).join("; ")}`);
}

export const text = (value: unknown): string => JSON.stringify(value);

export function firstDifference(what: string, got: readonly string[], want: readonly string[]): readonly string[] {
  const at = Array.from({ length: Math.max(got.length, want.length) }).findIndex((_none, i) => got[i] !== want[i]);
  return at < 0 ? [] : [`${what} has ${got[at]} where it was ${want[at]}`];
}

/** The cluster with everybody to look at everything once more. */
export const awake = (snapshot: Snapshot): Snapshot => ({ ...snapshot, isAtRest: false });
