import { parseDuration } from "../../base/duration.ts";
import type { Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { changeWorld } from "../change-world.ts";
import { refuseUsage } from "../usage.ts";

export const simAdvance: Command = {
  usage: "DURATION [flags]",
  about: "Moves the clock, and lets happen what happens meanwhile.",
  flags: [],
  examples: [
    { does: "Let half a minute pass", line: "sim advance 30s" },
    { does: "Let a node's toleration run out", line: "sim advance 5m" },
    { does: "Let a day pass, without the outcome", line: "sim advance 24h -q" },
  ],
  run: advance,
};

async function advance(call: Call): Promise<ExitCode> {
  const [word, ...others] = call.words;
  if (word === undefined || others.length > 0) {
    refuseUsage("say how much time is to pass", "for example: stsctl sim advance 30s");
  }
  const duration = parseDuration(word);
  if (!duration.ok) refuseUsage(duration.message);
  if (duration.ms < 0) refuseUsage("time does not go back");
  return changeWorld(call, () => undefined, { kind: "for", ms: Math.round(duration.ms) });
}
