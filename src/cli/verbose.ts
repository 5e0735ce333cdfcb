import { counted } from "../base/counted.ts";
import { timestamp } from "../base/instant.ts";
import type { SimulationOptions } from "../sim/simulation.ts";
import type { Decision } from "../sim/work.ts";
import { type Call, warn } from "./command.ts";

function againText(again: Decision["again"]): string {
  switch (again.kind) {
    case "settled":
      return "";
    case "at":
      return `, looks again at ${timestamp(again.at)}`;
    case "retry":
      return `, tries again: ${again.error}`;
  }
}

/** With `-v`, a line on stderr for every step of a controller that did or awaits something. */
export function verboseOptions(call: Call): SimulationOptions {
  if (!call.verbose) return {};
  return {
    onDecision: ({ at, controller, key, again, writes }) => {
      if (writes === 0 && again.kind === "settled") return;
      const wrote = writes === 0 ? "waits" : counted(writes, "write");
      warn(call, `${timestamp(at)} ${controller} ${key}: ${wrote}${againText(again)}`);
    },
  };
}
