import type { Fault } from "../cluster/world.ts";
import { command } from "./commands.ts";

/** The commands that end faults. */
export function recoveries(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ target, namespace }) => command(`sim recover ${target}`, namespace));
}
