import { DELETION_COST, isPodReady, podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { byBytes } from "../../base/json.ts";
import { instantOf } from "../../base/instant.ts";

const PHASES = ["Pending", "Unknown", "Running"];

interface Ranked {
  readonly pod: Pod;
  /** How many related pods are on the pod's node. */
  readonly neighbours: number;
}

function readySince(pod: Pod): number {
  return instantOf(podCondition(pod, "Ready")?.lastTransitionTime ?? "") || 0;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((container) => container.restartCount));
}

const ascending: readonly ((ranked: Ranked) => number)[] = [
  ({ pod }) => ((pod.spec.nodeName ?? "") === "" ? 0 : 1),
  ({ pod }) => PHASES.indexOf(pod.status?.phase ?? "Pending"),
  ({ pod }) => (isPodReady(pod) ? 1 : 0),
  ({ pod }) => Number(pod.metadata.annotations?.[DELETION_COST] ?? 0) || 0,
  ({ neighbours }) => -neighbours,
  ({ pod }) => (isPodReady(pod) ? -readySince(pod) : 0),
  ({ pod }) => -restarts(pod),
  ({ pod }) => -instantOf(pod.metadata.creationTimestamp ?? ""),
];

function compare(a: Ranked, b: Ranked): number {
  for (const measure of ascending) {
    const difference = measure(a) - measure(b);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return byBytes(a.pod.metadata.uid ?? "", b.pod.metadata.uid ?? "");
}

/**
 * Pods in the order in which a ReplicaSet that has too many gives them up: those least missed first. Of related pods it
 * counts where they are.
 * @see pkg/controller/controller_utils.go, `ActivePodsWithRanks.Less` (1.36)
 */
export function inDeletionOrder(pods: readonly Pod[], related: readonly Pod[]): readonly Pod[] {
  const onNode = new Map<string, number>();
  for (const { spec } of related) onNode.set(spec.nodeName ?? "", (onNode.get(spec.nodeName ?? "") ?? 0) + 1);
  const ranked = pods.map((pod) => ({ pod, neighbours: onNode.get(pod.spec.nodeName ?? "") ?? 0 }));
  return ranked.sort(compare).map(({ pod }) => pod);
}
