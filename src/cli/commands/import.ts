import { resourceKind } from "../../api/kinds.ts";
import { CommandError } from "../../base/errors.ts";
import type { KubeObject } from "../../api/object.ts";
import { failureText } from "../../cluster/client/failures.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { type Adoption, adoptionOf } from "../../sim/adoptable.ts";
import { type Call, type Command, say, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { noteImportedFaults } from "../imported-faults.ts";
import { requireInputs } from "../inputs.ts";
import { latestMoment } from "../latest-moment.ts";
import { loadManifests } from "../manifests.ts";
import { changeState } from "../session.ts";
import { showOutcome } from "../show-outcome.ts";
import { refuseWords } from "../usage.ts";

export const importCommand: Command = {
  usage: "-f FILE [flags]",
  about:
    "Takes objects as they are in a real cluster, uids, statuses and revisions included. Nothing runs until a command " +
    "says so.",
  flags: [
    ...common.FILES,
    { name: "run", kind: "switch", meaning: "let the controllers run at once" },
    { name: "for", kind: "duration", value: "DURATION", meaning: "with --run: let exactly that much time pass" },
  ],
  examples: [
    {
      does: "Start where production is",
      line: "import -f cluster.yaml   # kubectl get sts,svc,po,pvc,pv,endpointslices,controllerrevisions,nodes -A -o yaml",
    },
    { does: "Take the output of kubectl as it comes", line: "import -f -" },
    { does: "And let the controllers run", line: "import --run -f cluster.yaml" },
  ],
  run: importObjects,
};

function adoption({ object }: Manifest): Adoption {
  const metadata = (object as Partial<KubeObject>).metadata;
  if (typeof object["kind"] !== "string" || typeof object["apiVersion"] !== "string")
    return refused("no kind or apiVersion");
  if (typeof metadata?.name !== "string" || metadata.name === "") return refused("no metadata.name");
  return adoptionOf(object);
}

function refused(refusal: string): Adoption {
  return { refusal, leftOut: [] };
}

/** Those of the manifests that can be taken; the others are told of, and what of those that can is left out or missing. */
function takenOf(call: Call, manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.filter((manifest) => {
    const { refusal, leftOut, isHollow } = adoption(manifest);
    if (refusal !== undefined) warn(call, `not taken: ${located(manifest)}: ${refusal}`);
    for (const what of leftOut) warn(call, `left out: ${located(manifest)}: ${what}`);
    if (isHollow === true) warn(call, `note: ${located(manifest)}: it has no containers, so it stays as it is`);
    return refusal === undefined;
  });
}

function kindOf({ kind }: Manifest["object"]): string {
  return typeof kind === "string" ? kind.toLowerCase() : "object";
}

function located({ file, object, locate }: Manifest): string {
  const { line, column } = locate([], "value").start;
  const metadata = (object as Partial<KubeObject>).metadata;
  return `${file}:${line}:${column}: ${kindOf(object)}/${metadata?.name ?? "?"}`;
}

/** An object in the namespace that it is in: kubectl writes it, people who cut files together may not. */
function placed(object: KubeObject, namespace: string): KubeObject {
  const { namespaced } = resourceKind(object.kind) ?? { namespaced: false };
  if (!namespaced || object.metadata.namespace !== undefined) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

async function importObjects(call: Call): Promise<ExitCode> {
  requireInputs(call);
  refuseWords(call);
  const { manifests, failures } = await loadManifests(call);
  const taken = takenOf(call, manifests);
  call.io.stderr.write(failureText(failures));
  if (taken.length === 0) throw new CommandError("REFUSED", "no objects passed to import");
  const runs = call.flags.on("run");
  const objects = taken.map(({ object }) => placed(object as unknown as KubeObject, call.namespace));
  const changed = await changeState(call, {
    act: (simulation) => simulation.import(objects, latestMoment(objects)),
    accepted: () => true,
    ...(runs ? {} : { until: "no-run" as const }),
  });
  noteImportedFaults(call, changed.answer);
  say(call, `${taken.length} ${taken.length === 1 ? "object" : "objects"} imported`);
  if (!call.quiet) await showOutcome(call, changed);
  return failures.length === 0 && taken.length === manifests.length ? EXIT.done : EXIT.refused;
}
