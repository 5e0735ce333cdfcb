import type { KubeObject } from "../../api/object.ts";
import { byBytes } from "../../base/json.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import type { Parsed } from "./parsed.ts";

/** Tells whether an object satisfies a field selector that was typed. */
export type FieldMatch = (object: KubeObject) => boolean;

const METADATA = ["metadata.name", "metadata.namespace"];

/** @see pkg/apis/core/v1/conversion.go, `AddFieldLabelConversionsFor…` (1.36) */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.podIPs",
    "status.nominatedNodeName",
  ],
  Service: ["spec.clusterIP", "spec.type"],
  Event: [
    "involvedObject.kind",
    "involvedObject.namespace",
    "involvedObject.name",
    "involvedObject.uid",
    "involvedObject.apiVersion",
    "involvedObject.resourceVersion",
    "involvedObject.fieldPath",
    "reason",
    "reportingComponent",
    "source",
    "type",
  ],
  Namespace: ["status.phase"],
  Secret: ["type"],
  Node: ["spec.unschedulable"],
};

/** What the server reads for a path that is not written on the object. */
const UNSET: Readonly<Record<string, string>> = { "spec.hostNetwork": "false", "spec.unschedulable": "false" };

function textAt(object: KubeObject, path: string): string {
  if (path === "source") return textAt(object, "source.component") || textAt(object, "reportingComponent");
  let value: unknown = object;
  for (const name of path.split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return UNSET[path] ?? "";
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Splits at commas that no backslash stands before; the terms are looked at in the order of their bytes. */
function terms(text: string): readonly string[] {
  return (text.match(/(?:\\.?|[^,\\])+/gs) ?? []).sort(byBytes);
}

/** The value that a term writes, or why it writes none; a character that is not escaped is told by its number. */
function unescaped(text: string): Parsed<string> {
  let value = "";
  for (const [part] of text.matchAll(/\\.?|[^\\]/gsu)) {
    if (part === "," || part === "=") {
      return { ok: false, message: `invalid field selector: unescaped character in value: ${part.charCodeAt(0)}` };
    }
    const isEscape = part.startsWith("\\");
    if (isEscape && !/^\\[\\,=]$/.test(part)) {
      return { ok: false, message: `invalid field selector: invalid escape sequence: ${part}` };
    }
    value += isEscape ? part.slice(1) : part;
  }
  return { ok: true, value };
}

interface Term {
  readonly path: string;
  readonly isNot: boolean;
  readonly value: string;
}

function parsedTerms(text: string): Parsed<readonly Term[]> {
  const found: Term[] = [];
  for (const term of terms(text)) {
    const [, path = "", operator = "", written = ""] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
    if (operator === "") return { ok: false, message: `invalid selector: '${text}'; can't understand '${term}'` };
    const value = unescaped(written);
    if (!value.ok) return value;
    found.push({ path, isNot: operator === "!=", value: value.value });
  }
  return { ok: true, value: found };
}

function holds({ path, isNot, value }: Term, object: KubeObject): boolean {
  return (textAt(object, path) === value) === !isNot;
}

/**
 * Reads the text of `--field-selector` for a kind. The message of a refusal is the server's, without the wrapper that
 * says who asked.
 * @see staging/src/k8s.io/apimachinery/pkg/fields/selector.go, `ParseSelector` (1.36)
 */
export function parseFieldSelector(text: string, resource: ResourceKind): Parsed<FieldMatch> {
  const parsed = parsedTerms(text);
  if (!parsed.ok) return parsed;
  const extra = SUPPORTED[resource.key];
  const unknown = parsed.value.find(({ path }) => !METADATA.includes(path) && extra?.includes(path) !== true);
  if (unknown !== undefined) {
    const { path } = unknown;
    const message = `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
    return { ok: false, message: extra === undefined ? message : `field label not supported: ${path}` };
  }
  return { ok: true, value: (object) => parsed.value.every((term) => holds(term, object)) };
}
