import { apiVersionOf, RESOURCE_KINDS } from "../../api/kinds.ts";
import { byBytes } from "../../base/json.ts";
import { type Command, say } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

export const apiVersions: Command = {
  usage: "[flags]",
  about: "Lists the API versions that are served.",
  flags: [],
  examples: [
    { does: "List them", line: "api-versions" },
    { does: "List the kinds of one", line: "api-resources --api-group=apps" },
    { does: "Explain a kind", line: "explain statefulset" },
  ],
  run: async (call) => {
    if (call.words.length > 0) {
      refuseUsage(`unexpected arguments: [${call.words.join(" ")}]`, seeHelp(call));
    }
    const versions = [...new Set(RESOURCE_KINDS.map(apiVersionOf))];
    for (const version of versions.sort(byBytes)) say(call, version);
    return EXIT.done;
  },
};
