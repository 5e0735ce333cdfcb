import type { Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { loadManifests } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { refuseNothingNamed } from "../usage.ts";

export const applySetLastApplied: Command = {
  usage: "-f FILE [flags]",
  about: "Writes a manifest as what was applied last, into the annotation that apply keeps.",
  flags: [
    ...common.FILES,
    common.DRY_RUN,
    { name: "create-annotation", kind: "switch", meaning: "also where apply has kept nothing yet" },
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Make apply forget fields that the manifest lost", line: "apply set-last-applied -f web.yaml" },
    { does: "Of an object that was created", line: "apply set-last-applied -f web.yaml --create-annotation" },
    { does: "See whether it would change", line: "apply set-last-applied -f web.yaml --dry-run=client" },
  ],
  run: write,
};

async function write(call: Call): Promise<ExitCode> {
  if (!call.flags.given("filename")) refuseNothingNamed();
  const { manifests, failures } = await loadManifests(call);
  const request = {
    ...scopeOf(call),
    verb: "apply-set-last-applied",
    manifests,
    dryRun: dryRunOf(call),
    ...present({ createAnnotation: call.flags.on("create-annotation") ? true : undefined }),
  } as const;
  return mutate(call, { request, failures });
}
