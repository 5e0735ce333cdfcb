import { byBytes } from "../../base/json.ts";
import type { Rejection } from "./filters.ts";

const NOT_HELPFUL = "Preemption is not helpful for scheduling";
const NO_VICTIMS = "No preemption victims found for incoming pod";

/** `2 reason, 1 other reason`, in byte order of the whole phrases. */
function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const phrases = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return phrases.sort(byBytes).join(", ");
}

function preemption(nodes: number, reasons: readonly string[]): string {
  return `no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${histogram(reasons)}.`;
}

/** One rejection a node, which may have several reasons. @see pkg/scheduler/framework/types.go, `FitError.Error` (1.36) */
export function noNodeFits(rejections: readonly Rejection[]): string {
  const nodes = rejections.length;
  if (nodes === 0) return "no nodes available to schedule pods";
  const reasons = histogram(rejections.flatMap((rejection) => rejection.reasons));
  const helps = rejections.map((rejection) => (rejection.resolvable ? NO_VICTIMS : NOT_HELPFUL));
  return `0/${nodes} nodes are available: ${reasons}. ${preemption(nodes, helps)}`;
}

/** No node was looked at, for a reason in the pod itself. */
export function podFitsNowhere(nodes: number, reason: string): string {
  const helps = Array.from({ length: nodes }, () => NOT_HELPFUL);
  return `0/${nodes} nodes are available: ${reason}. ${preemption(nodes, helps)}`;
}
