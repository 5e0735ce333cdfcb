import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_selector.go (1.36) */
export function selectorEdit({ changes }: SetRequest): SetVerb {
  const words = changes.flatMap((change) => change.split(",")).filter((word) => word !== "");
  if (words.length === 0) refuse("one selector is required");
  const pairs = words.map((word) => {
    const [key = "", value, ...more] = word.split("=");
    if (value === undefined || more.length > 0) refuse(`invalid label selector: ${word}`);
    return [key, value] as const;
  });
  const selector = Object.fromEntries(pairs);
  return {
    operation: "selector updated",
    failure: "",
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
