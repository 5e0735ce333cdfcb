import { goJson } from "../../base/json.ts";
import { type Call, type Command, say } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { refuseUsage } from "../usage.ts";
import { KUBERNETES_VERSION, VERSION } from "../version.ts";

export const version: Command = {
  usage: "[flags]",
  about: "Prints the version, and the release of Kubernetes that is rehearsed.",
  flags: [
    { name: "client", kind: "switch", meaning: "only the program's own version" },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "json or yaml" },
  ],
  examples: [
    { does: "Print both versions", line: "version" },
    { does: "Print the program's version alone", line: "--version" },
    { does: "For a script", line: "version -o json" },
  ],
  run: printVersion,
};

async function printVersion(call: Call): Promise<ExitCode> {
  if (call.words.length > 0) refuseUsage(`extra arguments: [${call.words.join(" ")}]`);
  const output = call.flags.text("output");
  const server = call.flags.on("client") ? {} : { serverVersion: { gitVersion: KUBERNETES_VERSION } };
  const value = { clientVersion: { gitVersion: `v${VERSION}` }, ...server };
  if (output === "json") say(call, JSON.stringify(JSON.parse(goJson(value)), undefined, 2));
  else if (output === "yaml") {
    for (const [name, { gitVersion }] of Object.entries(value)) say(call, `${name}:\n  gitVersion: ${gitVersion}`);
  } else if (output === undefined) {
    say(call, `Client Version: v${VERSION}`);
    if (!call.flags.on("client")) say(call, `Server Version: ${KUBERNETES_VERSION} (simulated)`);
  } else refuseUsage(`--output must be 'yaml' or 'json'`);
  return EXIT.done;
}
