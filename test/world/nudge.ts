import type { ObjectKey } from "../../src/api/object.ts";
import type { Simulation } from "../../src/sim/simulation.ts";
import type { RunReport } from "../../src/sim/work.ts";

interface Playing {
  readonly sim: Simulation;
  readonly report: RunReport | undefined;
  run(until: "settled"): void;
}

/**
 * Lets failed work be tried again, as time does in a real cluster, until none fails or nothing helps. `key`: of an object
 * that nothing else is done to.
 */
export function nudge(player: Playing, key: ObjectKey): void {
  const label = (round: string | null): void => {
    player.sim.cluster.patch(key, { type: "merge", body: { metadata: { labels: { round } } } });
    player.run("settled");
  };
  for (let round = 1; round <= 4 && player.report?.failing.length !== 0; round++) label(String(round));
  label(null);
}
