import type { KubeObject } from "../../api/object.ts";
import type { Call, Command } from "../command.ts";
import { formatOf } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openCopy } from "../session.ts";
import { refuseWords } from "../usage.ts";

export const exportCommand: Command = {
  usage: "[flags]",
  about: "Writes all objects, uids and statuses included, in the form that import takes.",
  flags: [
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "yaml (default) or json" },
    { name: "show-managed-fields", kind: "switch", meaning: "keep metadata.managedFields" },
  ],
  examples: [
    { does: "Write everything to a file", line: "export > cluster.yaml" },
    { does: "Take it into another state", line: "export | stsctl import --state copy.json -f -" },
    { does: "For a script", line: "export -o json" },
  ],
  run: exportObjects,
};

async function exportObjects(call: Call): Promise<ExitCode> {
  refuseWords(call);
  const format = formatOf(call, "objects", ["yaml", "json"]);
  const view = (await openCopy(call)).cluster.view();
  const items = view.kinds().flatMap((kind): readonly KubeObject[] => view.list(kind));
  const { printObjects } = await import("../../print/get/print-objects.ts");
  const options = { showManagedFields: call.flags.on("show-managed-fields") };
  call.io.stdout.write(printObjects({ is: format }, { items }, options).text);
  return EXIT.done;
}
