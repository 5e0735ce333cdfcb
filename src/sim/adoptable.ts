import type { PodTemplateSpec } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import { decode } from "../api/structure/decode.ts";
import type { JsonObject } from "../base/json.ts";

type Part = Partial<PodTemplateSpec> | null | undefined;

/** Whether containers run from it. */
function runsContainers(part: Part): boolean {
  return (part?.spec?.containers ?? []).length > 0;
}

/** What no object of its kind can be without. */
function missingPart({ kind, ...object }: KubeObject): string | undefined {
  const { spec } = object as { spec?: { template?: Part; selector?: unknown } | null };
  switch (kind) {
    case "Pod":
      return runsContainers(object) ? undefined : "spec.containers";
    case "StatefulSet":
    case "Deployment":
    case "DaemonSet":
    case "ReplicaSet":
      if (spec?.selector == null) return "spec.selector";
      return runsContainers(spec.template) ? undefined : "spec.template.spec.containers";
    default:
      return undefined;
  }
}

/** An object that no cluster could hold, told why; what it may lack is left to `adopted`. */
export function adoptionRefusal(object: JsonObject): string | undefined {
  const decoded = decode(object, { fieldValidation: "Ignore" });
  if (!decoded.ok) return decoded.status.message;
  const missing = missingPart(decoded.object);
  return missing === undefined ? undefined : `${missing}: Required value`;
}
