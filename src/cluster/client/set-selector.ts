import type { LabelSelectorRequirement } from "../../api/selector.ts";
import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { refuse } from "./refused.ts";
import { parseToLabelSelector } from "./selector-text.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

/** A requirement as Go prints it. */
function shown({ key, operator, values = [] }: LabelSelectorRequirement): string {
  return `{${key} ${operator} [${values.join(" ")}]}`;
}

/** The labels that a selector's text asks for; any other demand is refused. */
function labelsIn(text: string): Readonly<Record<string, string>> {
  const read = parseToLabelSelector(text);
  if (!read.ok) return refuse(read.message);
  const { matchLabels = {}, matchExpressions = [] } = read.value;
  if (matchExpressions.length === 0) return matchLabels;
  return refuse(`match expression [${matchExpressions.map(shown).join(" ")}] not supported on this object`);
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_selector.go (1.36) */
export function selectorEdit({ changes: [text = ""] }: SetRequest): SetVerb {
  const selector = labelsIn(text);
  return {
    operation: "selector updated",
    failure: "",
    isAlwaysSent: true,
    edit(object) {
      if (object.kind !== "Service" || object.apiVersion !== "v1") {
        return { ok: false, messages: ["setting a selector is only supported for Services"] };
      }
      const service = object as unknown as JsonObject;
      const spec = isJsonObject(service["spec"]) ? service["spec"] : {};
      return { ok: true, object: { ...service, spec: { ...spec, selector } } };
    },
  };
}
