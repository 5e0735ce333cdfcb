import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { forcedOf } from "../cascade.ts";
import * as common from "../flags/common.ts";
import { requireInputs } from "../inputs.ts";
import { loadManifests } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf, isStrict, validateOf } from "../scope.ts";
import { refuseUsage, refuseWords } from "../usage.ts";

export const apply: Command = {
  usage: "-f FILE [flags]",
  about: "Makes objects as manifests say: creates what is missing, patches what differs.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.DRY_RUN,
    common.VALIDATE,
    { name: "server-side", kind: "switch", meaning: "let the server merge, by field ownership" },
    { name: "force-conflicts", kind: "switch", meaning: "take fields over from other managers (with --server-side)" },
    common.FIELD_MANAGER,
    { name: "overwrite", kind: "switch", meaning: "take the manifest's value where somebody changed the live one" },
    {
      name: "plan",
      kind: "text",
      value: "FILE",
      meaning: "carry out what stsctl plan --out kept, if the state is still the same",
    },
    { name: "force", kind: "switch", meaning: "delete and create anew what cannot be patched" },
    ...common.WAITING,
    { name: "prune", kind: "switch", meaning: "delete applied objects that are no longer in the input" },
    { name: "prune-allowlist", kind: "lines", value: "GROUP/VERSION/KIND", meaning: "kinds that --prune may delete" },
    { ...common.ALL, meaning: "with --prune: all objects of the namespaces in the input" },
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Apply a manifest and see what the controllers do", line: "apply -f web.yaml" },
    { does: "Apply a folder and the folders below", line: "apply -R -f k8s/" },
    { does: "Ask whether the server would accept it", line: "apply -f web.yaml --dry-run=server" },
    { does: "Apply from standard input, result lines alone", line: "apply -q -f -" },
  ],
  run: applyManifests,
};

function checkFlags(call: Call): void {
  const { flags } = call;
  const serverSide = flags.on("server-side");
  if (flags.on("force-conflicts") && !serverSide) refuseUsage("--force-conflicts only works with --server-side");
  if (flags.on("force") && serverSide) refuseUsage("--force cannot be used with --server-side");
  if (flags.on("force") && dryRunOf(call) === "server") refuseUsage("--dry-run=server cannot be used with --force");
  if (serverSide && dryRunOf(call) === "client") {
    refuseUsage("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
  if (flags.on("prune")) checkPrune(call);
}

function checkPrune({ flags }: Call): void {
  if (flags.on("force")) refuseUsage("--force cannot be used with --prune");
  if (flags.on("server-side")) {
    refuseUsage("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  }
  if (flags.on("all") && flags.given("selector")) refuseUsage("cannot set --all and --selector at the same time");
  if (flags.on("all") || flags.given("selector")) return;
  const how =
    "To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector";
  refuseUsage(`all resources selected for prune without explicitly passing --all. ${how}`);
}

/** What the flags of apply ask for. */
export async function applyRequest(call: Call): Promise<Asked> {
  refuseWords(call);
  requireInputs(call);
  checkFlags(call);
  const { flags } = call;
  const allowlist = flags.list("prune-allowlist");
  const prune = { all: flags.on("all"), ...(allowlist.length > 0 ? { allowlist } : {}) };
  const { manifests, failures } = await loadManifests(call, { validates: isStrict(call) });
  const request = {
    ...scopeOf(call),
    verb: "apply",
    manifests,
    dryRun: dryRunOf(call),
    ...present({
      selector: flags.text("selector"),
      serverSide: flags.on("server-side") ? true : undefined,
      forceConflicts: flags.on("force-conflicts") ? true : undefined,
      overwrite: flags.given("overwrite") ? flags.on("overwrite") : undefined,
      force: flags.on("force") ? true : undefined,
      ...forcedOf(call),
      validate: validateOf(call),
      prune: flags.on("prune") ? prune : undefined,
    }),
  } as const;
  return { request, failures };
}

async function applyPlan(call: Call, file: string): Promise<ExitCode> {
  refuseWords(call);
  if (call.flags.given("filename")) refuseUsage("--plan and --filename cannot be used together");
  const { applyKept } = await import("../plan/keep.ts");
  return applyKept(call, file);
}

async function applyManifests(call: Call): Promise<ExitCode> {
  const kept = call.flags.text("plan");
  if (kept !== undefined) return await applyPlan(call, kept);
  return mutate(call, await applyRequest(call));
}
