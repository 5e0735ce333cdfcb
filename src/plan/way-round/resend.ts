import type { ObjectKey } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Request, SourcedObject } from "../../cluster/client/request.ts";
import { command, shellWord } from "../../rollout/commands.ts";
import { sourcesOf } from "../objects/object-changes.ts";
import type { InSlices } from "../slices.ts";
import type { Refused, Walk } from "./walk.ts";

/** The command that makes an object anew as it was asked for, and its request. */
export interface Resend {
  readonly text: string;
  readonly request: Request;
}

type PatchRequest = Extract<Request, { verb: "patch" }>;

/** The command line of a patch; undefined where a shell does not take it as one. */
export function patchText({ targets, type, patch, namespace }: PatchRequest): string | undefined {
  const text = isJsonObject(patch) || Array.isArray(patch) ? JSON.stringify(patch) : undefined;
  if (text === undefined || targets.files !== undefined) return undefined;
  const how = type === "strategic" ? "" : ` --type=${type}`;
  return command(`patch ${targets.words.map(shellWord).join(" ")}${how} -p ${shellWord(text)}`, namespace);
}

function scope({ namespace, namespaceIsExplicit }: Request): Pick<Request, "namespace" | "namespaceIsExplicit"> {
  return { namespace, namespaceIsExplicit };
}

/** The files again. What `replace` was to do, `apply` does where the object is not there. */
function applied(request: Request, manifests: readonly SourcedObject[]): Resend {
  const files = [...new Set(manifests.map(({ file }) => (file === "STDIN" ? "-" : file)))];
  const { inputs = files.flatMap((file) => ["-f", file]) } = request;
  const server = request.verb === "apply" && request.serverSide === true ? " --server-side" : "";
  const text = command(`apply${server} ${inputs.map(shellWord).join(" ")}`, request.namespace);
  if (request.verb === "apply") return { text, request };
  return { text, request: { ...scope(request), verb: "apply", manifests, dryRun: "none" } };
}

/** What was asked for, sent as it was; undefined where there is no line for it. */
export function sentAgain(request: Request): Resend | undefined {
  if (request.verb === "patch") {
    const text = patchText(request);
    return text === undefined ? undefined : { text, request };
  }
  const sources = sourcesOf(request);
  return sources.length === 0 ? undefined : applied(request, sources);
}

/** A patch has no file: what it makes of the object is kept in one first. */
function* kept(request: PatchRequest, walk: Walk, { kind, name }: ObjectKey): InSlices<Resend | undefined> {
  const text = patchText(request);
  if (text === undefined) return undefined;
  const { results } = yield* walk.rehearsal.perform({ ...request, dryRun: "client" });
  const object = results.find((one) => one.object.kind === kind && one.object.metadata.name === name)?.object;
  if (object === undefined) return undefined;
  const file = `${name}-changed.yaml`;
  walk.commands.push(`${text} --dry-run=client -o yaml > ${file}`);
  return {
    text: command(`create -f ${file}`, request.namespace),
    request: { ...scope(request), verb: "create", manifests: [{ file, object: { ...object } }], dryRun: "none" },
  };
}

/** How to send once more what was refused, when the object is out of the way; undefined where there is no way to. */
export function* resend({ request }: Refused, walk: Walk, key: ObjectKey): InSlices<Resend | undefined> {
  return request.verb === "patch" ? yield* kept(request, walk, key) : sentAgain(request);
}
