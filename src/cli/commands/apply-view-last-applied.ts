import { LAST_APPLIED } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import { failureText } from "../../cluster/client/failures.ts";
import type { Call, Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { lookAtState } from "../look.ts";
import { refuseNothingNamed, refuseUsage, seeHelp } from "../usage.ts";

export const applyViewLastApplied: Command = {
  usage: "(TYPE NAME… | TYPE/NAME… | TYPE --all | -f FILE) [flags]",
  about: "Shows the manifest that was applied last, from the annotation that apply keeps.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.ALL,
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "yaml (default) or json" },
    ...common.RUNNING_NOTHING,
  ],
  examples: [
    { does: "What was applied last", line: "apply view-last-applied sts/web" },
    { does: "As JSON", line: "apply view-last-applied sts/web -o json" },
    { does: "Of what a file names", line: "apply view-last-applied -f web.yaml" },
  ],
  run: view,
};

async function view(call: Call): Promise<ExitCode> {
  if (call.words.length === 0 && !call.flags.given("filename")) refuseNothingNamed();
  const format = call.flags.text("output") ?? "yaml";
  if (format !== "yaml" && format !== "json") {
    const message = `Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`;
    refuseUsage(message, seeHelp(call));
  }
  const found = await findObjects(call, (await lookAtState(call)).view, { namesGoBeforeAll: true });
  const [failure] = found.failures;
  if (failure !== undefined) {
    call.io.stderr.write(failureText([failure]));
    return EXIT.refused;
  }
  const { printYaml } = await import("../../print/objects/yaml.ts");
  for (const { metadata } of found.groups.flatMap(({ objects }) => objects)) {
    const applied: unknown = JSON.parse(metadata.annotations?.[LAST_APPLIED] ?? "null");
    if (!isJsonObject(applied)) continue;
    call.io.stdout.write(format === "yaml" ? printYaml(applied) : `${JSON.stringify(applied, undefined, 2)}\n`);
  }
  return EXIT.done;
}
