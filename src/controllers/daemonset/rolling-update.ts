import { scaledValue } from "../../api/int-or-percent.ts";
import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { isAvailable } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Instant } from "../../base/instant.ts";
import { generationsOf, type NodePods } from "./node-pods.ts";

/** What is to be done to the set's pods. */
export interface Work {
  /** Nodes that need a pod. */
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
}

export interface Bounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** How many nodes are to have a pod. */
  readonly desired: number;
}

/** @see pkg/controller/daemon/util/daemonset_util.go, `SurgeCount`, `UnavailableCount` (1.36) */
export function boundsOf(set: DaemonSet, desired: number): Bounds {
  const { type = "RollingUpdate", rollingUpdate = {} } = set.spec.updateStrategy ?? {};
  if (type !== "RollingUpdate") return { maxSurge: 0, maxUnavailable: 0, desired };
  const maxSurge = scaledValue(rollingUpdate.maxSurge ?? 0, desired, "up");
  const maxUnavailable = scaledValue(rollingUpdate.maxUnavailable ?? 1, desired, "up");
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable, desired };
}

interface Rollout {
  readonly set: DaemonSet;
  readonly nodes: readonly NodePods[];
  /** Of the template that is rolled out. */
  readonly hash: string;
  readonly now: Instant;
}

/** Old pods are deleted, as many at a time as may be missing; those that are missing anyway at once. */
function replaceInPlace({ set, nodes, hash, now }: Rollout, { maxUnavailable }: Bounds): Work {
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const lost: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { pods } of nodes) {
    const { fresh, stale } = generationsOf(pods, hash) ?? {};
    if (stale !== undefined && fresh === undefined) {
      if (isAvailable(stale, minReadySeconds, now)) candidates.push(stale);
      else {
        lost.push(stale);
        unavailable++;
      }
    } else if (fresh === undefined || stale !== undefined || !isAvailable(fresh, minReadySeconds, now)) unavailable++;
  }
  const room = Math.max(0, maxUnavailable - unavailable);
  return { create: [], remove: [...lost, ...candidates.slice(0, room)] };
}

/**
 * New pods are put beside old ones, as many at a time as there may be too many; an old one goes when its successor is
 * there. Nodes that are to have no pod any more lose theirs as far as there are available ones to spare.
 */
function replaceBySurge({ set, nodes, hash, now }: Rollout, { maxSurge, desired }: Bounds): Work {
  const isThere = (pod: Pod): boolean => isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const urgent: string[] = [];
  const candidates: string[] = [];
  let [surplus, available] = [0, 0];
  for (const { node, pods, shouldRun } of nodes) {
    const generations = generationsOf(pods, hash);
    if (generations === undefined) surplus++;
    const { fresh, stale } = generations ?? {};
    const counted = stale ?? fresh;
    if (counted !== undefined && isThere(counted)) available++;
    if (stale === undefined) continue;
    if (fresh !== undefined) {
      if (isThere(fresh)) remove.push(stale);
      else surplus++;
    } else if (shouldRun) (isThere(stale) ? candidates : urgent).push(node);
    else (isThere(stale) ? misplaced : remove).push(stale);
  }
  const room = Math.max(0, maxSurge - surplus);
  const spare = misplaced.slice(0, Math.max(0, available - desired));
  return { create: [...urgent, ...candidates.slice(0, room)], remove: [...remove, ...spare] };
}

/** @see pkg/controller/daemon/update.go, `rollingUpdate` (1.36) */
export function rollOver(rollout: Rollout): Work {
  const nodes = rollout.nodes.filter((one) => one.shouldRun || one.pods.length > 0);
  const bounds = boundsOf(rollout.set, rollout.nodes.filter((one) => one.shouldRun).length);
  const narrowed = { ...rollout, nodes };
  return bounds.maxSurge === 0 ? replaceInPlace(narrowed, bounds) : replaceBySurge(narrowed, bounds);
}
