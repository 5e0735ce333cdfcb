import { revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { isAvailable, isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { isPodReady, type Pod } from "../../api/kinds/pod/types.ts";
import { isTerminating, namespacedName } from "../../api/object.ts";
import type { StepContext } from "../controller.ts";
import type { NodePods } from "./node-pods.ts";
import { boundsOf, type Work } from "./rolling-update.ts";

/** The nodes with the set's pods, and the hash of the set's template. */
export interface Placed {
  readonly nodes: readonly NodePods[];
  readonly hash: string;
}

interface Placement {
  readonly set: DaemonSet;
  readonly hash: string;
  readonly maxSurge: number;
  readonly context: StepContext;
}

/** Says that a daemon's pod has ended, which it never should. */
function reportEnded(pod: Pod, node: string, { set, context }: Placement): void {
  const [type, reason, word] =
    pod.status?.phase === "Failed"
      ? (["Warning", "FailedDaemonPod", "failed"] as const)
      : (["Normal", "SucceededDaemonPod", "succeeded"] as const);
  const verb = word === "failed" ? "try to kill it" : "try to delete it";
  const message = `Found ${word} daemon pod ${namespacedName(pod)} on node ${node}, will ${verb}`;
  context.api.event(set, type, reason, message);
}

/**
 * Of several pods on a node the oldest stays. With surge, the oldest of the new template stays besides the oldest of the
 * others, until that one is not ready or the new one is available.
 */
function surplusOf(running: readonly Pod[], { set, hash, maxSurge, context }: Placement): readonly Pod[] {
  if (running.length <= 1) return [];
  if (maxSurge === 0) return running.slice(1);
  const fresh = running.find((pod) => revisionOf(pod) === hash);
  const stale = running.find((pod) => revisionOf(pod) !== hash);
  const surplus = running.filter((pod) => pod !== fresh && pod !== stale);
  if (fresh === undefined || stale === undefined) return surplus;
  const isReplaced = !isPodReady(stale) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, context.now);
  return isReplaced ? [...surplus, stale] : surplus;
}

const isScheduled = (pod: Pod): boolean => (pod.spec.nodeName ?? "") !== "";

/** With surge, a node whose pods are all going gets another at once. @see pkg/controller/daemon/daemon_controller.go, `podsShouldBeOnNode` (1.36) */
function workOn({ node, pods, shouldRun, mayStay, isGone }: NodePods, placement: Placement): Work {
  if (shouldRun && pods.length === 0) return { create: [node], remove: [] };
  const staying = pods.filter((pod) => !isTerminating(pod));
  if (isGone) return { create: [], remove: staying.filter((pod) => !isScheduled(pod)) };
  if (!mayStay) return { create: [], remove: staying };
  const [ended, running] = [staying.filter(isFinished), staying.filter((pod) => !isFinished(pod))];
  for (const pod of ended) reportEnded(pod, node, placement);
  const lacksPod = placement.maxSurge > 0 && shouldRun && running.length === 0;
  return { create: lacksPod ? [node] : [], remove: [...ended, ...surplusOf(running, placement)] };
}

/** Which nodes lack the set's pod, and which pods are where they should not be. @see the same file, `manage` (1.36) */
export function place(set: DaemonSet, { nodes, hash }: Placed, context: StepContext): Work {
  const { maxSurge } = boundsOf(set, nodes.filter((one) => one.shouldRun).length);
  const works = nodes.map((node) => workOn(node, { set, hash, maxSurge, context }));
  return { create: works.flatMap((work) => work.create), remove: works.flatMap((work) => work.remove) };
}
