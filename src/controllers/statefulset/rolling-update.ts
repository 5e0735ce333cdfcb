import { revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { isTerminating } from "../../api/object.ts";
import { phantom, revisionFor, type Pass } from "./pass.ts";

/** Which pods a rolling update deletes in this pass: sections 3.7 and 3.8, rules REC-32 to REC-43. */

/** The lowest ordinal that is updated: the partition counts from the first ordinal (REC-42). */
function floorOf({ set, first }: Pass): number {
  return first + (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/** The highest member below the end, of one of the sets. */
function highest(pass: Pass, from: number): number | undefined {
  const outdated = pass.roster.outdated.atMost(from) ?? -1;
  const unavailable = pass.roster.unavailable.atMost(from) ?? -1;
  const at = Math.max(outdated, unavailable);
  return at >= floorOf(pass) && at >= pass.first ? at : undefined;
}

/** REC-32 to REC-35: from the top, the first outdated pod, unless something above it is unavailable. */
function oneAtATime(pass: Pass): readonly Pod[] {
  const at = highest(pass, pass.end - 1);
  if (at === undefined) return [];
  const pod = pass.roster.pod(at);
  if (pod !== undefined && isTerminating(pod)) return [];
  const revision = pod === undefined ? revisionFor(pass, at) : revisionOf(pod);
  return revision === pass.revisions.update.metadata.name ? [] : [pod ?? phantom(pass, at)];
}

/** REC-38: absent counts as 1, percentages round down, the result is at least 1. */
function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  const replicas = set.spec.replicas ?? 1;
  const count = typeof value === "number" ? value : Math.floor((Number.parseInt(value, 10) * replicas) / 100);
  return Math.max(1, count);
}

/** REC-38, REC-39: as many outdated pods from the top as may be unavailable besides those that are. */
function withinBudget(pass: Pass): readonly Pod[] {
  const down = pass.roster.unavailable.size;
  const budget = maxUnavailableOf(pass.set) - down;
  const pods: Pod[] = [];
  const { outdated } = pass.roster;
  const floor = Math.max(floorOf(pass), pass.first);
  for (let at = outdated.atMost(pass.end - 1); at !== undefined && at >= floor; at = outdated.atMost(at - 1)) {
    if (pods.length >= budget) break;
    const pod = pass.roster.pod(at);
    if (pod !== undefined) pods.push(pod);
  }
  return pods;
}

/**
 * Decided on the pods as of the pass's start; carried out last.
 * @see pkg/controller/statefulset/stateful_set_control.go, `updateStatefulSetAfterInvariantEstablished` (1.36)
 */
export function podsToUpdate(pass: Pass): readonly Pod[] {
  if (pass.set.spec.updateStrategy?.type === "OnDelete") return [];
  return pass.world.settings.featureGates.MaxUnavailableStatefulSet ? withinBudget(pass) : oneAtATime(pass);
}
