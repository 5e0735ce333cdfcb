import type { Call, Command } from "../command.ts";
import { SCRIPTS } from "../completion-scripts.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

export const completion: Command = {
  usage: "(bash | zsh | fish)",
  about: "Prints a script that completes commands, flags, types, and the names in the state.",
  flags: [],
  examples: [
    { does: "In bash, for this session", line: "completion bash > /tmp/stsctl.bash && . /tmp/stsctl.bash" },
    { does: "In zsh, for good", line: 'completion zsh > "${fpath[1]}/_stsctl"' },
    { does: "In fish, for good", line: "completion fish > ~/.config/fish/completions/stsctl.fish" },
  ],
  run: printScript,
};

async function printScript(call: Call): Promise<ExitCode> {
  const [shell] = call.words;
  if (shell === undefined) refuseUsage("Shell not specified.", seeHelp(call));
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined) refuseUsage(`Unsupported shell type "${shell}".`, seeHelp(call));
  call.io.stdout.write(script);
  return EXIT.done;
}
