import { openGates } from "../api/structure/gate.ts";
import { CommandError } from "../base/errors.ts";
import type { Failure, Targets } from "../cluster/client/request.ts";
import type { Manifest, ManifestError } from "../manifest/manifest.ts";
import { readManifests, type ReadResult } from "../manifest/read.ts";
import type { Call } from "./command.ts";
import { readInputs } from "./inputs.ts";
import { present } from "./present.ts";
import { hearInterrupt } from "./run-controllers.ts";
import { targetsOf, type TargetOptions } from "./scope.ts";

/** What the files of a command hold, and what in them could not be read. */
export interface LoadedManifests {
  readonly manifests: readonly Manifest[];
  readonly failures: readonly Failure[];
}

function failureOf({ message, bare, at, hint }: ManifestError): Failure {
  return { kind: "client", message, at, ...present({ bare, hint }) };
}

/** Reads all that `-f` names; nothing where it is not given. `validates`: whether the verb does so with its input. */
export async function loadManifests(
  call: Call,
  options: { readonly validates?: boolean } = {},
): Promise<LoadedManifests> {
  const results: ReadResult[] = [];
  for (const input of await readInputs(call)) {
    results.push(readManifests(input, options));
    await hearInterrupt(call);
  }
  const failures = results.flatMap(({ errors }) => errors.map(failureOf));
  const manifests = results.flatMap((result) => result.manifests);
  await openGates(manifests.length);
  return { manifests, failures };
}

/** What the words and files of a command name, and what in the files could not be read. */
export async function loadTargets(
  call: Call,
  options: Pick<TargetOptions, "words" | "bareNameKind"> = {},
): Promise<{ readonly targets: Targets; readonly failures: readonly Failure[] }> {
  const { manifests, failures } = await loadManifests(call);
  const files = call.flags.given("filename") ? { files: manifests } : {};
  return { targets: targetsOf(call, { ...options, ...files }), failures };
}

/** The first document of a JSON or YAML text, or why there is none. */
export async function tryValue(text: string): Promise<{ readonly value: unknown } | { readonly why: string }> {
  const { decodeStream } = await import("../manifest/stream.ts");
  for (const decoded of decodeStream("PATCH", text)) {
    if ("value" in decoded) return { value: decoded.value };
    return { why: decoded.failure.message.replace(/^error converting YAML to JSON: /, "") };
  }
  return { value: undefined };
}

/** A JSON or YAML text as kubectl reads a patch. Throws REFUSED where it is none. */
export async function readValue(text: string): Promise<unknown> {
  const read = await tryValue(text);
  if ("value" in read) return read.value;
  throw new CommandError("REFUSED", `unable to parse ${JSON.stringify(text)}: ${read.why}`);
}
