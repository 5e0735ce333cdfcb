import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { isAvailable } from "../../api/kinds/pod/availability.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { StepContext } from "../controller.ts";
import { generationsOf, type NodePods } from "./node-pods.ts";
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
  const message = `Found ${word} daemon pod ${namespaceOf(pod)}/${pod.metadata.name} on node ${node}, will ${verb}`;
  context.api.event(set, type, reason, message);
}

/** Of several pods on a node the oldest stays; with surge, the old one until the new one is available. */
function surplusOf(running: readonly Pod[], { set, hash, maxSurge, context }: Placement): readonly Pod[] {
  if (running.length <= 1) return [];
  const generations = maxSurge === 0 ? undefined : generationsOf(running, hash);
  if (generations?.fresh === undefined || generations.stale === undefined) return running.slice(1);
  const { fresh, stale } = generations;
  return isAvailable(fresh, set.spec.minReadySeconds ?? 0, context.now) ? [stale] : [];
}

/** @see pkg/controller/daemon/daemon_controller.go, `podsShouldBeOnNode` (1.36) */
function workOn({ node, pods, shouldRun, mayStay }: NodePods, placement: Placement): Work {
  if (shouldRun && pods.length === 0) return { create: [node], remove: [] };
  if (!mayStay) return { create: [], remove: pods.filter((pod) => pod.metadata.deletionTimestamp === undefined) };
  const remove: Pod[] = [];
  const running: Pod[] = [];
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (pod.status?.phase !== "Failed" && pod.status?.phase !== "Succeeded") running.push(pod);
    else {
      reportEnded(pod, node, placement);
      remove.push(pod);
    }
  }
  return { create: [], remove: [...remove, ...surplusOf(running, placement)] };
}

/** Which nodes lack the set's pod, and which pods are where they should not be. @see the same file, `manage` (1.36) */
export function place(set: DaemonSet, { nodes, hash }: Placed, context: StepContext): Work {
  const { maxSurge } = boundsOf(set, nodes.filter((one) => one.shouldRun).length);
  const works = nodes.map((node) => workOn(node, { set, hash, maxSurge, context }));
  return { create: works.flatMap((work) => work.create), remove: works.flatMap((work) => work.remove) };
}
