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

/** What becomes of an object that is to be taken as it is. */
export interface Adoption {
  /** Why no cluster could hold it; absent where one can. What it may lack is left to `adopted`. */
  readonly refusal?: string;
  /** What of it no server of this release would keep. */
  readonly leftOut: readonly string[];
  /** Whether it is a pod of which no containers are told: it may have an address and a name, and stays as it is. */
  readonly isHollow?: true;
}

export function adoptionOf(object: JsonObject): Adoption {
  const decoded = decode(object, { fieldValidation: "Warn" });
  if (!decoded.ok) return { refusal: decoded.status.message, leftOut: [] };
  const missing = missingPart(decoded.object);
  if (missing !== undefined) return { refusal: `${missing}: Required value`, leftOut: [] };
  const isHollow = decoded.object.kind === "Pod" && !runsContainers(decoded.object);
  return { leftOut: decoded.warnings, ...(isHollow ? { isHollow } : {}) };
}
