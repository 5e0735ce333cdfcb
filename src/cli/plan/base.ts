import type { KubeObject, ObjectKey } from "../../api/object.ts";
import { openGates } from "../../api/structure/gate.ts";
import { isJsonObject } from "../../base/json.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { perform } from "../../cluster/client/perform.ts";
import { keyOf } from "../../cluster/kind-of.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../cluster/snapshot.ts";
import type { Manifest, ManifestInput } from "../../manifest/manifest.ts";
import { readManifests } from "../../manifest/read.ts";
import { openSimulation } from "../../sim/simulation.ts";
import { type Call, warn } from "../command.ts";
import { noteImportedFaults } from "../imported-faults.ts";
import { readInputs } from "../inputs.ts";
import { latestMoment } from "../latest-moment.ts";
import { runControllers } from "../run-controllers.ts";
import { scopeOf } from "../scope.ts";
import { refuseUsage } from "../usage.ts";
import { Revision } from "./git.ts";

/** Where a plan begins: the cluster, and where it comes from in words. */
export interface Beginning {
  readonly snapshot: Snapshot;
  readonly from: string;
  /** Whether it is the state, so that the plan can be carried out on it. */
  readonly isState: boolean;
  /** What its manifests name. */
  readonly former?: readonly ObjectKey[];
}

function identity({ object }: Manifest): string {
  const { metadata } = object as Partial<KubeObject>;
  return `${String(object["kind"])}/${metadata?.namespace ?? "default"}/${metadata?.name ?? ""}`;
}

function hasUid({ object }: Manifest): boolean {
  const { metadata } = object;
  return isJsonObject(metadata) && typeof metadata["uid"] === "string";
}

/** An empty cluster with these manifests in it, come to rest. Objects as they are in a real cluster are taken as they are. */
async function settledOn(
  call: Call,
  inputs: readonly ManifestInput[],
  from: string,
): Promise<Pick<Beginning, "snapshot" | "former">> {
  const results = inputs.map((input) => readManifests(input));
  const manifests = results.flatMap((result) => result.manifests);
  for (const { message } of results.flatMap(({ errors }) => errors)) warn(call, `${from}: ${message}`);
  await openGates(manifests.length);
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  const [dumped, written] = [manifests.filter(hasUid), manifests.filter((one) => !hasUid(one))];
  if (dumped.length > 0) {
    const objects = dumped.map(({ object }) => object as unknown as KubeObject);
    noteImportedFaults(call, simulation.import(objects, latestMoment(objects)));
  }
  let former: readonly ObjectKey[] = [];
  if (written.length > 0) {
    const { failures, results } = perform(simulation.cluster, {
      ...scopeOf(call),
      verb: "apply",
      manifests: written,
      dryRun: "none",
    });
    former = results.map(({ resource, object }) => keyOf(resource, object));
    const text = failureText(failures).trimEnd();
    if (text !== "") for (const line of text.split("\n")) warn(call, `${from}: ${line}`);
  }
  await runControllers(call, simulation, { kind: "settled" });
  return { snapshot: simulation.snapshot(), former };
}

function identities(inputs: readonly ManifestInput[]): readonly string[] {
  return inputs.flatMap((input) => readManifests(input).manifests.map(identity));
}

/** Of manifests that are gone or have another name, those that became one of the present files, or hold its objects. */
function formerNames(
  revision: Revision,
  found: ReadonlyMap<string, ManifestInput>,
  present: readonly ManifestInput[],
  pathOf: (file: string) => string,
): readonly ManifestInput[] {
  const known = new Set(identities([...found.values()]));
  const missing = new Set(identities(present).filter((one) => !known.has(one)));
  if (missing.size === 0) return [];
  const paths = new Set(present.map(({ file }) => pathOf(file)));
  return revision.departed().flatMap(({ path, now }) => {
    if (found.has(path)) return [];
    const input = revision.read(path, path);
    const isSame = (now !== undefined && paths.has(now)) || identities([input]).some((one) => missing.has(one));
    return isSame ? [input] : [];
  });
}

/** The files that `-f` names as they were at a revision. Files that came since are left out. */
async function inputsAt(call: Call, ref: string): Promise<readonly ManifestInput[]> {
  const names = call.flags.list("filename").filter((name) => name !== "-" && !/^https?:\/\//.test(name));
  if (names.length === 0) refuseUsage("--base git:REF takes the files that -f names, so name some");
  const revision = new Revision(ref, call.io.cwd, names);
  const pathOf = (name: string): string => revision.pathOf(name, call.io.cwd);
  const present = await readInputs(call, names);
  const found = new Map<string, ManifestInput>();
  for (const name of names) {
    for (const file of revision.filesAt(pathOf(name), call.flags.on("recursive"))) {
      found.set(file, revision.read(file, file));
    }
  }
  for (const input of formerNames(revision, found, present, pathOf)) found.set(input.file, input);
  if (found.size === 0) warn(call, `none of the files is there at ${ref}: planning against an empty cluster`);
  return [...found.values()];
}

/** Where the flags say that the plan begins. */
export async function beginning(call: Call): Promise<Beginning> {
  const base = call.flags.text("base");
  if (base === undefined) {
    const snapshot = await call.backend.open();
    if (snapshot.revision > 0) return { snapshot, from: "the state", isState: true };
    warn(call, "there is no state: planning against an empty cluster");
    return { snapshot, from: "an empty cluster", isState: true };
  }
  if (!base.startsWith("git:")) {
    return { ...(await settledOn(call, await readInputs(call, [base]), base)), from: base, isState: false };
  }
  const ref = base.slice("git:".length);
  return { ...(await settledOn(call, await inputsAt(call, ref), base)), from: `git ${ref}`, isState: false };
}
