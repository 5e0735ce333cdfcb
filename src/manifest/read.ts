import { isMappedList, mappedKind, noMatches } from "../api/known-kinds.ts";
import type { FieldPath } from "../base/field-path.ts";
import { goJson, isJsonObject, type JsonObject } from "../base/json.ts";
import type { LocatedRange } from "../base/source.ts";
import type { DocumentText } from "./document.ts";
import { listItems } from "./list-items.ts";
import { locateIn } from "./locate.ts";
import type { Manifest, ManifestError, ManifestInput } from "./manifest.ts";
import { numberProblem } from "./json-number.ts";
import { type MetadataProblem, metadataProblem } from "./object-meta.ts";
import { kindProblem } from "./object-kind.ts";
import { type DecodedDocument, decodeStream } from "./stream.ts";
import { textOf } from "./text.ts";
import { hasOddNumbers, writtenNumbers } from "./written-number.ts";

export interface ReadResult {
  readonly manifests: readonly Manifest[];
  readonly errors: readonly ManifestError[];
}

/**
 * Reads a file as `kubectl apply -f` does: every object before the first document that cannot be parsed or does not
 * say what it is, and everything that kubectl complains about before it sends a request. A document whose object
 * cannot be decoded is left out and the next one read; a broken one ends the file.
 * Whether a kind exists and a name is missing is not looked at, but for the kind of a list. `validates`: whether
 * the verb validates its input, which in a List kubectl has to do itself.
 * @see k8s.io/cli-runtime/pkg/resource/visitor.go, `StreamVisitor.Visit` (1.36)
 */
export function readManifests(
  input: ManifestInput,
  { validates = false }: { readonly validates?: boolean } = {},
): ReadResult {
  const manifests: Manifest[] = [];
  const errors: ManifestError[] = [];
  for (const decoded of decodeStream(input.file, textOf(input.bytes))) {
    if ("failure" in decoded) {
      const { message, hint } = decoded.failure;
      errors.push(failure(`error parsing ${input.file}: ${message}`, decoded.failure.at, hint));
      break;
    }
    if (decoded.value === null || decoded.value === undefined) continue;
    const problem = kindProblem(decoded.value, { lists: validates });
    if (problem !== undefined) {
      const at = locateIn(decoded.document)(problem.path, "value");
      errors.push(failure(`error validating "${input.file}": ${problem.message}`, at, kindHint(decoded.value)));
      break;
    }
    for (const read of objectsOf(decoded)) {
      if ("object" in read) manifests.push(read);
      else errors.push(read);
    }
  }
  return { manifests, errors };
}

function failure(message: string, at: LocatedRange, hint?: string): ManifestError {
  return { file: at.file, message, at, readsOn: false, ...(hint === undefined ? {} : { hint }) };
}

function kindHint(value: unknown): string | undefined {
  if (!isJsonObject(value)) return "a manifest is a mapping with apiVersion, kind and metadata";
  if (value["apiVersion"] === undefined && value["kind"] === undefined) return "begin with apiVersion and kind";
  return undefined;
}

function* objectsOf({ document, value, raw }: DecodedDocument): Generator<Manifest | ManifestError> {
  if (!isJsonObject(value)) return;
  const undecodable = ({ message, ...problem }: MetadataProblem): ManifestError => ({
    ...failure(`unable to decode "${document.file}": ${message}`, locateIn(document)(problem.path, "value")),
    readsOn: true,
    undecodable: { ...problem, manifest: manifestOf(document, { object: value, path: [] }) },
  });
  const unread = numberProblem(document, raw ?? "");
  if (unread !== undefined) {
    yield undecodable(unread);
    return;
  }
  if (value["kind"] === "") {
    yield undecodable({ message: `Object 'Kind' is missing in '${raw ?? goJson(value)}'`, path: ["kind"] });
    return;
  }
  const items = listItems(value);
  const isBroken = "broken" in items;
  const numbers = { odd: hasOddNumbers(document, raw ?? ""), written: writtenNumbers(document) };
  const problem = isBroken && items.broken === "undecodable" ? items : metadataProblem(value, numbers);
  const unknown = Array.isArray(value["items"]) ? unknownListProblem(value, document.file) : undefined;
  if (problem !== undefined) yield undecodable(problem);
  else if (unknown !== undefined) yield { ...failure(unknown, locateIn(document)(["kind"], "value")), readsOn: true };
  else if (isBroken) yield { ...failure(items.message, locateIn(document)(items.path, "key")), readsOn: true };
  else for (const item of items) yield "object" in item ? manifestOf(document, item) : untyped(document, item);
}

/** Why kubectl does not know a list's own type; of a list it takes neither name nor namespace. */
function unknownListProblem(list: JsonObject, file: string): string | undefined {
  const type = { apiVersion: String(list["apiVersion"]), kind: String(list["kind"]) };
  if (isMappedList(type) || mappedKind(type) !== undefined) return undefined;
  const what = `name: "" namespace: "" from ${JSON.stringify(file)}`;
  return `resource mapping not found for ${what}: ${noMatches(type)}\nensure CRDs are installed first`;
}

function untyped(document: DocumentText, item: { readonly untyped: string; readonly path: FieldPath }): ManifestError {
  return { ...failure(item.untyped, locateIn(document)(item.path, "value")), bare: true, readsOn: true };
}

function manifestOf(
  document: DocumentText,
  item: { readonly object: Manifest["object"]; readonly path: FieldPath },
): Manifest {
  const { object, path } = item;
  return { file: document.file, object, locate: locateIn(document, path), document, base: path };
}
