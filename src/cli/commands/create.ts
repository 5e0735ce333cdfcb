import type { Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { requireInputs } from "../inputs.ts";
import { loadManifests } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, refuseWords, scopeOf, validateOf } from "../scope.ts";
import { createRaw } from "./create-raw.ts";

export const create: Command = {
  usage: "-f FILE [flags]",
  about: "Creates objects from manifests; refuses those that exist.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.DRY_RUN,
    common.VALIDATE,
    common.FIELD_MANAGER,
    { name: "save-config", kind: "switch", meaning: "remember the manifest as apply does" },
    { name: "raw", kind: "text", value: "PATH", meaning: "post one file to a path of the API: a pod's eviction" },
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Create all objects of a file", line: "create -f web.yaml" },
    { does: "Create from standard input", line: "create -f -" },
    {
      does: "See the object that would be created, defaults included",
      line: "create -f web.yaml --dry-run=server -o yaml",
    },
  ],
  run: createObjects,
};

async function createObjects(call: Call): Promise<ExitCode> {
  if (!call.flags.given("filename")) refuseWords(call);
  requireInputs(call);
  refuseWords(call);
  if (call.flags.given("raw")) return createRaw(call, call.flags.text("raw") ?? "");
  const { manifests, failures } = await loadManifests(call);
  const request = {
    ...scopeOf(call),
    verb: "create",
    manifests,
    dryRun: dryRunOf(call),
    ...present({
      saveConfig: call.flags.on("save-config") ? true : undefined,
      validate: validateOf(call),
      selector: call.flags.text("selector"),
    }),
  } as const;
  return mutate(call, request, { failures });
}
