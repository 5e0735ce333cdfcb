import type { Asked, Call, Command } from "../command.ts";
import { WORDS_BESIDE_FILES } from "../../cluster/client/targets.ts";
import type { ExitCode } from "../exit-code.ts";
import { forcedOf } from "../cascade.ts";
import * as common from "../flags/common.ts";
import { requireInputs } from "../inputs.ts";
import { loadManifests } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf, isStrict, validateOf } from "../scope.ts";
import { refuseUsage } from "../usage.ts";

export const replace: Command = {
  usage: "-f FILE [flags]",
  about: "Replaces objects by manifests, which have to be complete.",
  flags: [
    ...common.FILES,
    common.DRY_RUN,
    common.VALIDATE,
    common.FIELD_MANAGER,
    { name: "force", kind: "switch", meaning: "delete first, then create" },
    ...common.WAITING,
    { name: "save-config", kind: "switch", meaning: "remember the manifest as apply does" },
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Replace an object", line: "replace -f web.yaml" },
    { does: "Replace what cannot be updated in place", line: "replace --force -f web.yaml" },
    { does: "Ask whether the server would accept it", line: "replace -f web.yaml --dry-run=server" },
  ],
  run: replaceObjects,
};

/** What the flags of replace ask for. */
export async function replaceRequest(call: Call): Promise<Asked> {
  requireInputs(call);
  if (call.flags.on("force") && call.words.length > 0) refuseUsage(WORDS_BESIDE_FILES);
  const { flags } = call;
  if (!flags.on("force")) {
    if ((flags.integer("grace-period") ?? -1) >= 0) refuseUsage("--grace-period must have --force specified");
    if ((flags.duration("timeout") ?? 0) !== 0) refuseUsage("--timeout must have --force specified");
  }
  if (flags.on("force") && dryRunOf(call) !== "none") refuseUsage("--dry-run can not be used when --force is set");
  const { manifests, failures } = await loadManifests(call, { validates: isStrict(call) });
  const request = {
    ...scopeOf(call),
    verb: "replace",
    manifests,
    dryRun: dryRunOf(call),
    ...present({
      force: flags.on("force") ? true : undefined,
      ...forcedOf(call),
      saveConfig: flags.on("save-config") ? true : undefined,
      validate: validateOf(call),
    }),
  } as const;
  return { request, failures };
}

async function replaceObjects(call: Call): Promise<ExitCode> {
  return mutate(call, await replaceRequest(call));
}
