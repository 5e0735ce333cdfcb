import { revisionOf } from "../api/kinds/controllerrevision/types.ts";
import { isRunningAndReady } from "../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { ordinalRange, parentAndOrdinal } from "../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { isTerminating } from "../api/object.ts";
import type { View } from "../cluster/view.ts";

/** The pods of a set as its controller sorts them. */
export interface Slots {
  /** One for each ordinal in range, lowest first. */
  readonly replicas: readonly Slot[];
  /** Pods out of range, highest ordinal first. */
  readonly condemned: readonly Pod[];
}

export interface Slot {
  readonly name: string;
  readonly pod: Pod | undefined;
}

const ordinalOf = (pod: Pod): number => parentAndOrdinal(pod.metadata.name).ordinal;

/** @see pkg/controller/statefulset/stateful_set_control.go, `updateStatefulSet` (1.36) */
export function slotsOf(view: View, set: StatefulSet): Slots {
  const { first, end } = ordinalRange(set);
  const pods: (Pod | undefined)[] = [];
  const condemned: Pod[] = [];
  for (const pod of view.indexed("Pod", "controller", set.metadata.uid ?? "")) {
    const ordinal = ordinalOf(pod);
    if (ordinal >= first && ordinal < end) pods[ordinal - first] = pod;
    else if (ordinal >= 0) condemned.push(pod);
  }
  const replicas: Slot[] = [];
  for (let ordinal = first; ordinal < end; ordinal++) {
    replicas.push({ name: `${set.metadata.name}-${ordinal}`, pod: pods[ordinal - first] });
  }
  return { replicas, condemned: condemned.sort((a, b) => ordinalOf(b) - ordinalOf(a)) };
}

/** Whether a pod takes traffic: one that is being deleted does not, ready or not. */
export function isServing(pod: Pod | undefined): boolean {
  return pod !== undefined && isRunningAndReady(pod) && !isTerminating(pod);
}

/** How many pods there are in slots, how many of them serve, and how many are at a revision. */
export interface Tally {
  readonly made: number;
  readonly serving: number;
  readonly updated: number;
}

export function tallyOf(slots: readonly Slot[], revision: string): Tally {
  let [made, serving, updated] = [0, 0, 0];
  for (const { pod } of slots) {
    if (pod === undefined) continue;
    made++;
    if (isServing(pod)) serving++;
    if (revisionOf(pod) === revision) updated++;
  }
  return { made, serving, updated };
}
