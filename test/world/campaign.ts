import fc from "fast-check";
import { checkWorld, type Rigour } from "./check.ts";
import { checkMixedWorld } from "./mixed/check.ts";
import { mixedWorlds, type MixedWorld } from "./mixed/world.ts";
import { worlds, type World } from "./world.ts";

export interface Campaign extends Rigour {
  readonly seed: number;
  readonly count: number;
  /** Of a world to play alone, as a failure names it. */
  readonly path?: string;
  /** Worlds of several workloads side by side, instead of those of one set. */
  readonly mixed?: boolean;
}

export interface Finding {
  /** The command that plays the smallest failing world again. */
  readonly repeat: string;
  readonly world: World | MixedWorld | undefined;
  readonly error: string;
}

function propertyOf({ mishaps, mixed = false }: Campaign): fc.IPropertyWithHooks<[World | MixedWorld]> {
  if (mixed) return fc.property(mixedWorlds, (world) => checkMixedWorld(world, { mishaps }));
  return fc.property(worlds, (world) => checkWorld(world, { mishaps }));
}

/** Plays that many worlds; the first that breaks a guarantee is made as small as it gets. */
export function playWorlds(campaign: Campaign): Finding | undefined {
  const { seed, count, path, mishaps, mixed } = campaign;
  const parameters = { seed, numRuns: count, ...(path === undefined ? {} : { path }) };
  const details = fc.check(propertyOf(campaign), { ...parameters, interruptAfterTimeLimit: 300_000 });
  if (!details.failed) return undefined;
  const cause = details.errorInstance;
  const again = `--seed ${details.seed} --path ${details.counterexamplePath ?? ""} --mishaps ${mishaps}`;
  return {
    repeat: `npm run worlds -- ${mixed === true ? "--mixed " : ""}${again}`,
    world: details.counterexample?.[0],
    error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  };
}
