import fc from "fast-check";
import { checkWorld, type Rigour } from "./check.ts";
import { worlds, type World } from "./world.ts";

export interface Campaign extends Rigour {
  readonly seed: number;
  readonly count: number;
  /** Of a world to play alone, as a failure names it. */
  readonly path?: string;
}

export interface Finding {
  /** The command that plays the smallest failing world again. */
  readonly repeat: string;
  readonly world: World | undefined;
  readonly error: string;
}

/** Plays that many worlds; the first that breaks a guarantee is made as small as it gets. */
export function playWorlds({ seed, count, path, mishaps }: Campaign): Finding | undefined {
  const parameters = { seed, numRuns: count, ...(path === undefined ? {} : { path }) };
  const property = fc.property(worlds, (world) => checkWorld(world, { mishaps }));
  const details = fc.check(property, { ...parameters, interruptAfterTimeLimit: 300_000 });
  if (!details.failed) return undefined;
  const cause = details.errorInstance;
  return {
    repeat: `npm run worlds -- --seed ${details.seed} --path ${details.counterexamplePath ?? ""} --mishaps ${mishaps}`,
    world: details.counterexample?.[0],
    error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  };
}
