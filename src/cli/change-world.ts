import type { Simulation } from "../sim/simulation.ts";
import type { Until } from "../sim/work.ts";
import type { Call } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { showOutcome } from "./show-outcome.ts";
import { changeState } from "./session.ts";

/** Changes the world around the objects, lets the controllers run, and says what came of it. */
export async function changeWorld(call: Call, act: (simulation: Simulation) => void, until?: Until): Promise<ExitCode> {
  const changed = await changeState(call, {
    act: (simulation) => act(simulation),
    accepted: () => true,
    ...(until === undefined ? {} : { until }),
  });
  if (!call.quiet) await showOutcome(call, changed);
  return EXIT.done;
}
