import { namespaceOf } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { Verdict } from "./verdict.ts";

/** What rules look for in objects that they do not find by name. */
const LOOKED_FOR = new Set<unknown>(["metadata", "ports", "selector", "volumeClaimTemplates", "volumes"]);

/** Kinds of which they look at all that an object says. */
const LOOKED_INTO = new Set(["NetworkPolicy.networking.k8s.io", "Node", "PersistentVolume", "PodDisruptionBudget"]);

/** Whether others may look in vain for what an object of a kind is meant to say. */
function isDoubtful(kind: string, { object, refusal }: Verdict): boolean {
  if (object === undefined) return true;
  if (refusal === undefined) return false;
  const { told, unread } = refusal;
  if (unread.length > 0) return true;
  return told.length > 0 && (LOOKED_INTO.has(kind) || told.some((path) => path.some((step) => LOOKED_FOR.has(step))));
}

/** The key of the kind of which others may look in vain for what an object is meant to say; undefined for none. */
export function doubtfulKind(verdict: Verdict): string | undefined {
  const { resource, meantResource } = verdict;
  if (resource === undefined) return meantResource?.key;
  return isDoubtful(resource.key, verdict) ? resource.key : undefined;
}

/** Whether a field is an object's namespace, or the metadata as a whole. */
const isNamespace = ([metadata, field = "namespace"]: FieldPath): boolean =>
  metadata === "metadata" && field === "namespace";

/** Whether objects may be meant for one namespace that name several, since one of those is refused. */
export function areNamespacesDoubtful(verdicts: readonly Verdict[]): boolean {
  if (!verdicts.some(({ refusal }) => refusal?.told.some(isNamespace) === true)) return false;
  const namespaces = verdicts.flatMap(({ object }) => (object === undefined ? [] : [namespaceOf(object)]));
  return new Set(namespaces.filter((namespace) => namespace !== "")).size > 1;
}
