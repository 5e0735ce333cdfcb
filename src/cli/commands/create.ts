import type { JsonObject } from "../../base/json.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { requireInputs } from "../inputs.ts";
import { loadManifests } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf, isStrict, validateOf } from "../scope.ts";
import { refuseUsage, refuseWords } from "../usage.ts";
import { type Generated, GENERATED_KINDS, generatedObject, GENERATOR_FLAGS } from "./create-generated.ts";
import { createRaw } from "./create-raw.ts";
import { checkRawPath } from "./get-raw.ts";

export const create: Command = {
  usage: "(-f FILE | KIND NAME) [flags]",
  about: `Creates objects from manifests, or one from flags; refuses those that exist. From flags: ${GENERATED_KINDS}.`,
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.DRY_RUN,
    common.VALIDATE,
    common.FIELD_MANAGER,
    { name: "save-config", kind: "switch", meaning: "remember the manifest as apply does" },
    ...GENERATOR_FLAGS,
    { name: "raw", kind: "text", value: "PATH", meaning: "post one file to a path of the API: a pod's eviction" },
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Create all objects of a file", line: "create -f web.yaml" },
    { does: "Create from standard input", line: "create -f -" },
    { does: "A namespace, without a file", line: "create namespace team" },
    {
      does: "See the object that would be created, defaults included",
      line: "create -f web.yaml --dry-run=server -o yaml",
    },
  ],
  run: createObjects,
};

function generatedRequest(call: Call, { object, failure }: Generated): Request {
  const { namespaceIsExplicit, namespace } = call;
  const isPlaced = namespaceIsExplicit && object["kind"] !== "Namespace";
  const metadata = { ...(object["metadata"] as JsonObject), ...(isPlaced ? { namespace } : {}) };
  return {
    ...scopeOf(call),
    verb: "create",
    manifests: [{ file: "", object: { ...object, metadata } }],
    dryRun: dryRunOf(call),
    generated: { failure },
    ...present({ saveConfig: call.flags.on("save-config") ? true : undefined }),
  };
}

/** What the words and flags of create ask for, where it is not to post to a path. */
export async function createRequest(call: Call): Promise<Asked> {
  const generated = call.flags.given("filename") ? undefined : generatedObject(call);
  if (generated !== undefined) return { request: generatedRequest(call, generated), failures: [] };
  checkInputs(call);
  const { manifests, failures } = await loadManifests(call, { validates: isStrict(call) });
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
  return { request, failures };
}

function checkInputs(call: Call): void {
  if (!call.flags.given("filename")) refuseWords(call);
  requireInputs(call);
  refuseWords(call);
}

async function createObjects(call: Call): Promise<ExitCode> {
  if (call.flags.given("raw")) {
    checkInputs(call);
    const [input = "", ...more] = call.flags.list("filename");
    if (/^https?:/.test(input)) refuseUsage("--raw cannot read from a url");
    if (more.length > 0) refuseUsage("--raw can only use a single local file or stdin");
    checkRawPath(call.flags.text("raw") ?? "");
    return createRaw(call, call.flags.text("raw") ?? "");
  }
  return mutate(call, await createRequest(call));
}
