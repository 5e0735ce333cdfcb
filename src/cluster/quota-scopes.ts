import type { QuotaScope } from "../api/kinds/resourcequota/types.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { qosClassOf } from "../api/kinds/pod/pod-resources.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import { child, fieldsFrom, has, list, texts, type Fields } from "../api/validation/fields.ts";

function isAmong({ operator, values = [] }: QuotaScope, name: string): boolean {
  switch (operator) {
    case "Exists":
      return name !== "";
    case "DoesNotExist":
      return name === "";
    case "In":
      return values.includes(name);
    default:
      return !values.includes(name);
  }
}

const LISTS = [
  "requiredDuringSchedulingIgnoredDuringExecution",
  "preferredDuringSchedulingIgnoredDuringExecution",
] as const;

function crossesNamespaces(spec: Fields): boolean {
  const affinity = child(spec, "affinity");
  const terms = ["podAffinity", "podAntiAffinity"].flatMap((kind) =>
    LISTS.flatMap((name) => list(child(affinity, kind), name).map((term) => child(term, "podAffinityTerm") ?? term)),
  );
  return terms.some((term) => texts(term, "namespaces").length > 0 || has(term, "namespaceSelector"));
}

/** @see pkg/quota/v1/evaluator/core/pods.go, `podMatchesScopeFunc` (1.36) */
function isPodInScope(scope: QuotaScope, { spec }: Pod): boolean {
  const isEnding = (spec.activeDeadlineSeconds ?? -1) >= 0;
  switch (scope.scopeName) {
    case "Terminating":
      return isEnding;
    case "NotTerminating":
      return !isEnding;
    case "BestEffort":
      return qosClassOf(spec) === "BestEffort";
    case "NotBestEffort":
      return qosClassOf(spec) !== "BestEffort";
    case "PriorityClass":
      return isAmong(scope, spec.priorityClassName ?? "");
    case "CrossNamespacePodAffinity":
      return crossesNamespaces(fieldsFrom(spec));
    default:
      return false;
  }
}

/** Whether a scope of a quota is about that object; those of other kinds are in none. */
export function isInScope(scope: QuotaScope, key: string, object: KubeObject): boolean {
  if (key === "Pod") return isPodInScope(scope, object as Pod);
  if (key !== "PersistentVolumeClaim" || scope.scopeName !== "VolumeAttributesClass") return false;
  return isAmong(scope, (object as PersistentVolumeClaim).spec.volumeAttributesClassName ?? "");
}
