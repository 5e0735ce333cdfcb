import type { KubeObject, ObjectKey } from "../../api/object.ts";
import { openGates } from "../../api/structure/gate.ts";
import { CommandError } from "../../base/errors.ts";
import { isJsonObject } from "../../base/json.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { perform } from "../../cluster/client/perform.ts";
import { keyOf } from "../../cluster/kind-of.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../cluster/snapshot.ts";
import type { Manifest, ManifestInput } from "../../manifest/manifest.ts";
import { readManifests } from "../../manifest/read.ts";
import { openSimulation } from "../../sim/simulation.ts";
import { type Call, warn } from "../command.ts";
import { readInputs } from "../inputs.ts";
import { runControllers } from "../run-controllers.ts";
import { scopeOf } from "../scope.ts";
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
  return `${String(object["kind"])}/${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;
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
  const results = inputs.map(readManifests);
  const manifests = results.flatMap((result) => result.manifests);
  for (const { message } of results.flatMap(({ errors }) => errors)) warn(call, `${from}: ${message}`);
  await openGates(manifests.length);
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  const [dumped, written] = [manifests.filter(hasUid), manifests.filter((one) => !hasUid(one))];
  if (dumped.length > 0) simulation.import(dumped.map(({ object }) => object as unknown as KubeObject));
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

/** Of files that are gone since, those that hold an object of the present ones. */
function sameObjects(
  revision: Revision,
  gone: readonly string[],
  present: ReadonlySet<string>,
): readonly ManifestInput[] {
  return gone.flatMap((name) => {
    const input = revision.read(name, name);
    return readManifests(input).manifests.some((manifest) => present.has(identity(manifest))) ? [input] : [];
  });
}

/** The files that `-f` names as they were at a revision. Files that came since are left out. */
async function inputsAt(call: Call, ref: string): Promise<readonly ManifestInput[]> {
  const revision = new Revision(ref, call.io.cwd);
  const names = call.flags.list("filename").filter((name) => name !== "-" && !/^https?:\/\//.test(name));
  if (names.length === 0) throw new CommandError("USAGE", "--base git:REF takes the files that -f names, so name some");
  const present = new Set(
    (await readInputs(call, names)).flatMap((input) => readManifests(input).manifests.map(identity)),
  );
  const found = new Map<string, ManifestInput>();
  for (const name of names) {
    const path = revision.pathOf(name, call.io.cwd);
    const files = revision.filesAt(path, call.flags.on("recursive"));
    for (const file of files) found.set(file, revision.read(file, file));
    if (files.length > 0) continue;
    const before = revision.formerly(path);
    if (before.name !== undefined) found.set(before.name, revision.read(before.name, before.name));
    for (const input of sameObjects(revision, before.gone, present)) found.set(input.file, input);
  }
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
