import type { Command } from "../command.ts";
import { changeWorld } from "../change-world.ts";
import { refuseWords } from "../usage.ts";

export const simRun: Command = {
  usage: "[flags]",
  about: "Lets the controllers run until nothing more happens by itself.",
  flags: [
    { name: "for", kind: "duration", value: "DURATION", meaning: "let exactly that much time pass, settled or not" },
  ],
  examples: [
    { does: "After changes made with --no-run", line: "sim run" },
    { does: "Watch what each controller decides", line: "sim run -v" },
    { does: "Only the first ten seconds", line: "sim run --for 10s" },
  ],
  run: (call) => {
    refuseWords(call);
    return changeWorld(call, () => undefined);
  },
};
