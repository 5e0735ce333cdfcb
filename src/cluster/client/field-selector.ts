import type { KubeObject } from "../../api/object.ts";
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

/** Splits at commas that no backslash stands before. */
function terms(text: string): readonly string[] {
  return text.match(/(?:\\.|[^,\\])+/g) ?? [];
}

const TERM = /^((?:\\.|[^=!\\])*)(==|!=|=)(.*)$/s;

const unescaped = (text: string): string => text.replace(/\\([\\,=])/g, "$1");

/**
 * Reads the text of `--field-selector` for a kind. The message of a refusal is the server's, without the wrapper that
 * says who asked.
 * @see staging/src/k8s.io/apimachinery/pkg/fields/selector.go, `ParseSelector` (1.36)
 */
export function parseFieldSelector(text: string, resource: ResourceKind): Parsed<FieldMatch> {
  const extra = SUPPORTED[resource.key];
  const requirements: FieldMatch[] = [];
  for (const term of terms(text)) {
    const [, path = "", operator = "", value = ""] = TERM.exec(term) ?? [];
    if (operator === "") return { ok: false, message: `invalid selector: '${term}'; can't understand '${term}'` };
    if (!METADATA.includes(path) && extra?.includes(path) !== true) {
      const supported = `only "metadata.name", "metadata.namespace"`;
      const unknown = `"${path}" is not a known field selector: ${supported}`;
      return { ok: false, message: extra === undefined ? unknown : `field label not supported: ${path}` };
    }
    const wanted = unescaped(value);
    requirements.push((object) => (textAt(object, path) === wanted) === (operator !== "!="));
  }
  return { ok: true, value: (object) => requirements.every((holds) => holds(object)) };
}
