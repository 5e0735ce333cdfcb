import { EMPTY_SNAPSHOT } from "../../cluster/snapshot.ts";
import { openSimulation } from "../../sim/simulation.ts";
import { type Call, type Command, say } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { refuseWords } from "../usage.ts";

export const simReset: Command = {
  usage: "[flags]",
  about: "Starts anew with an empty cluster: no objects, no faults, no history, the settings as they are by default.",
  flags: [],
  examples: [
    { does: "Start anew", line: "sim reset" },
    { does: "Start anew in another file", line: "sim reset --state other.json" },
    { does: "Start anew with five nodes", line: "sim reset && stsctl sim set nodes=5" },
  ],
  run: reset,
};

async function reset(call: Call): Promise<ExitCode> {
  refuseWords(call);
  const lock = await call.backend.lock(call.io.interrupted);
  try {
    const { revision } = await call.backend.open();
    await call.backend.commit(openSimulation(EMPTY_SNAPSHOT).snapshot(), revision);
  } finally {
    lock.release();
  }
  say(call, "The cluster is empty.");
  return EXIT.done;
}
