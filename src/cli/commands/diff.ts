import { chanceBits } from "../../base/chance.ts";
import type { JsonObject } from "../../base/json.ts";
import { perform } from "../../cluster/client/perform.ts";
import type { Failure, Result } from "../../cluster/client/request.ts";
import { diffText, type DiffPair } from "../../print/diff/diff.ts";
import { printYaml } from "../../print/objects/yaml.ts";
import type { View } from "../../cluster/view.ts";
import { type Call, type Command, warn } from "../command.ts";
import { failureLines } from "../failure-lines.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { requireInputs } from "../inputs.ts";
import { loadManifests } from "../manifests.ts";
import { present } from "../present.ts";
import { hearInterrupt } from "../run-controllers.ts";
import { scopeOf } from "../scope.ts";
import { openCopy } from "../session.ts";
import { refuseUsage, refuseWords } from "../usage.ts";

export const diff: Command = {
  usage: "-f FILE [flags]",
  about: "Shows what apply would change, as the API server would keep it. Exit status 1: there are differences.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    { name: "server-side", kind: "switch", meaning: "as apply --server-side" },
    { name: "force-conflicts", kind: "switch", meaning: "take fields over from other managers (with --server-side)" },
    common.FIELD_MANAGER,
    common.SHOW_MANAGED_FIELDS,
    { name: "show-secrets", kind: "switch", meaning: "the values of Secrets as they are" },
    { name: "concurrency", kind: "integer", value: "N", meaning: "as in kubectl; changes nothing here" },
  ],
  examples: [
    { does: "What a manifest would change", line: "diff -f web.yaml" },
    { does: "Of a folder and those below", line: "diff -R -f k8s/" },
    { does: "In a script: 0 no difference, 1 some, 2 trouble", line: "diff -f web.yaml > /dev/null; echo $?" },
  ],
  run: showDiff,
};

function pairOf(view: View, { resource, object }: Result): DiffPair {
  const { name, namespace = "" } = object.metadata;
  const live = view.get(resource.key, namespace, name);
  const merged = object as unknown as JsonObject;
  return live === undefined ? { merged } : { live: live as unknown as JsonObject, merged };
}

async function showDiff(call: Call): Promise<ExitCode> {
  const { flags } = call;
  refuseWords(call);
  requireInputs(call);
  if (flags.on("force-conflicts") && !flags.on("server-side")) {
    refuseUsage("--force-conflicts only works with --server-side");
  }
  const { manifests, failures: unread } = await loadManifests(call);
  const { cluster } = await openCopy(call);
  const outcome = perform(cluster, {
    ...scopeOf(call),
    verb: "apply",
    manifests,
    dryRun: "server",
    validate: "warn",
    annotate: false,
    ...present({
      selector: flags.text("selector"),
      serverSide: flags.on("server-side") ? true : undefined,
      forceConflicts: flags.on("force-conflicts") ? true : undefined,
    }),
  });
  const text = diffText(
    outcome.results.map((result) => pairOf(cluster.view(), result)),
    {
      yaml: printYaml,
      now: cluster.now,
      folder: 1_000_000_000 + (chanceBits(cluster.world.settings.seed, "diff", String(cluster.now)) % 1_000_000_000),
      showManagedFields: flags.on("show-managed-fields"),
      showSecrets: flags.on("show-secrets"),
    },
  );
  await hearInterrupt(call);
  for (const line of outcome.warnings) warn(call, line);
  const nothing = unread.length > 0 && manifests.length === 0;
  const found = outcome.failures.filter((failure) => !nothing && !isEmptyInput(failure));
  const failures = [...unread, ...found].slice(0, 1).map(plain);
  call.io.stderr.write(await failureLines(call, failures));
  if (failures.length > 0) return EXIT.couldNotRun;
  call.io.stdout.write(text);
  return text === "" ? EXIT.done : EXIT.refused;
}

/** What goes wrong first is all that there is to see, and no word on what apply was about. */
function plain(failure: Failure): Failure {
  return failure.kind === "status" ? { ...failure, context: "" } : failure;
}

/** An empty input is a complaint of apply's, and no difference for diff. */
function isEmptyInput(failure: Failure): boolean {
  return failure.kind === "client" && failure.message === "no objects passed to apply";
}
