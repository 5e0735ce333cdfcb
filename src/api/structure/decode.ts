import type { FieldPath } from "../../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { parsedApiVersion } from "../kinds.ts";
import type { KubeObject } from "../object.ts";
import { badRequest, type ApiStatus } from "../status.ts";
import { structuralFaults, type StructuralFault } from "./explain.ts";
import { passesGate } from "./gate.ts";
import { normalise } from "./normalise.ts";
import { definitionOf } from "./schema.ts";

export interface DecodeOptions {
  /** What to do about unknown fields. Strict refuses, Warn warns, Ignore drops. */
  readonly fieldValidation: "Strict" | "Warn" | "Ignore";
}

export type Decoded =
  | { readonly ok: true; readonly object: KubeObject; readonly warnings: readonly string[] }
  | {
      readonly ok: false;
      readonly status: ApiStatus;
      /** What `status` says, without what could not be handled. */
      readonly why: string;
      readonly warnings: readonly string[];
      /** Where the faults are, in the order of `faults`; empty when the document as a whole is none. */
      readonly paths: readonly FieldPath[];
      /** Everything wrong, also what the server, which stops at the first wrong type, does not get to say. */
      readonly faults: readonly StructuralFault[];
    };

function refused(why: string, faults: readonly StructuralFault[] = [], message = why): Decoded {
  return { ok: false, status: badRequest(message), why, warnings: [], paths: faults.map(({ path }) => path), faults };
}

const METADATA = "meta.v1.ObjectMeta";

/** Of a kind without a known structure the metadata is, like that of any other. */
function asStored(definition: string | undefined, document: JsonObject): KubeObject {
  if (definition !== undefined) return normalise(definition, document) as KubeObject;
  return { ...document, metadata: normalise(METADATA, document["metadata"] ?? {}) } as unknown as KubeObject;
}

function faultsIn(definition: string | undefined, document: JsonObject): readonly StructuralFault[] {
  if (definition !== undefined) return structuralFaults(definition, document);
  return structuralFaults(METADATA, document["metadata"], "metadata");
}

function accepted(definition: string | undefined, document: JsonObject, warnings: readonly string[] = []): Decoded {
  return { ok: true, object: asStored(definition, document), warnings };
}

interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

/** @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, `transformDecodeError` (1.36) */
function cannotBeHandled({ apiVersion, kind }: TypeMeta, why: string, faults: readonly StructuralFault[]): Decoded {
  const { version } = parsedApiVersion(apiVersion);
  return refused(why, faults, `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}

/** The server reports one wrong type, the first that stops it or else the first, and unknown fields only without. */
function judged(definition: string | undefined, document: JsonObject & TypeMeta, options: DecodeOptions): Decoded {
  const faults = faultsIn(definition, document);
  const wrongTypes = faults.filter(({ kind }) => kind === "wrong-type");
  const wrong = wrongTypes.find(({ stops }) => stops) ?? wrongTypes[0];
  if (wrong !== undefined) return cannotBeHandled(document, wrong.message, faults);
  const messages = faults.map(({ message }) => message);
  if (messages.length === 0 || options.fieldValidation === "Ignore") return accepted(definition, document);
  if (options.fieldValidation === "Warn") return accepted(definition, document, messages);
  return cannotBeHandled(document, `strict decoding error: ${messages.join(", ")}`, faults);
}

function isTyped(document: JsonObject): document is JsonObject & TypeMeta {
  return typeof document["apiVersion"] === "string" && typeof document["kind"] === "string";
}

/** What the server says about a document whose type it cannot even read. */
function untyped(document: unknown): string {
  if (!isJsonObject(document)) return "couldn't get version/kind; json parse error: json: cannot unmarshal document";
  for (const name of ["apiVersion", "kind"]) {
    const value = document[name];
    if (value === undefined || value === null || typeof value === "string") continue;
    const type = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go struct field .${name} of type string`;
  }
  const missing = typeof document["kind"] === "string" ? "apiVersion" : "kind";
  return `Object '${missing === "kind" ? "Kind" : "apiVersion"}' is missing in '${JSON.stringify(document)}'`;
}

/**
 * Decodes an untrusted body as the API server does: refuses wrong types and, when strict, unknown fields, in its words;
 * what it accepts comes back in the form in which it writes it (see `normalise`). Kinds without a known structure, as of
 * custom resources, have their metadata decoded and the rest kept as it is.
 * @see staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json/json.go, `Decode` (1.36)
 */
export function decode(body: unknown, options: DecodeOptions): Decoded {
  if (!isJsonObject(body) || !isTyped(body)) return refused(untyped(body));
  const definition = definitionOf(body.apiVersion, body.kind);
  const isFine = definition !== undefined && passesGate(definition, body);
  return isFine ? accepted(definition, body) : judged(definition, body, options);
}
