import type { Verdict } from "./verdict.ts";

/** What rules look for in objects that they do not find by name. */
const LOOKED_FOR = new Set<unknown>(["metadata", "ports", "selector", "volumeClaimTemplates", "volumes"]);

/** Kinds of which they look at all that an object says. */
const LOOKED_INTO = new Set(["NetworkPolicy.networking.k8s.io", "Node", "PersistentVolume", "PodDisruptionBudget"]);

/** Whether others may look in vain for what an object of a kind is meant to say. */
export function isDoubtful(kind: string, { object, refusal }: Pick<Verdict, "object" | "refusal">): boolean {
  if (object === undefined) return true;
  if (refusal === undefined) return false;
  const { told, unread } = refusal;
  if (unread.length > 0) return true;
  return told.length > 0 && (LOOKED_INTO.has(kind) || told.some((path) => path.some((step) => LOOKED_FOR.has(step))));
}
