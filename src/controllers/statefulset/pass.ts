import type { Pod } from "../../api/kinds/pod/types.ts";
import { ordinalRange } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { StepContext } from "../controller.ts";
import { newPod, versionOf, type Version } from "./identity.ts";
import type { RevisionPair } from "./revisions.ts";
import type { Roster } from "./roster.ts";

/** What the phases of one pass share. All of it is as of the pass's start. */
export interface Pass extends StepContext {
  readonly set: StatefulSet;
  readonly roster: Roster;
  readonly revisions: RevisionPair;
  readonly isOrdered: boolean;
  readonly first: number;
  /** One past the last ordinal. */
  readonly end: number;
}

/** How a phase ends: the pass goes on, stops to wait, or fails. */
export type Phase =
  | { readonly kind: "on" }
  | { readonly kind: "stop" }
  | { readonly kind: "failed"; readonly error: string };

export const ON: Phase = { kind: "on" };
export const STOP: Phase = { kind: "stop" };

/** The phase's end after work that may have failed. */
export function failedOr(error: string | undefined, otherwise: Phase): Phase {
  return error === undefined ? otherwise : { kind: "failed", error };
}

export function passOn(set: StatefulSet, roster: Roster, revisions: RevisionPair, context: StepContext): Pass {
  const isOrdered = set.spec.podManagementPolicy !== "Parallel";
  const { view, api, now, world } = context;
  const { first, end } = ordinalRange(set);
  return { view, api, now, world, set, roster, revisions, isOrdered, first, end };
}

/**
 * REC-40: the revision that a missing pod is made from.
 * @see pkg/controller/statefulset/stateful_set_utils.go, `newVersionedStatefulSetPod` (1.36)
 */
function isMadeFromCurrent({ set, first }: Pass, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  return rollingUpdate === undefined
    ? type === "RollingUpdate" && ordinal < first + (set.status?.currentReplicas ?? 0)
    : ordinal < first + (rollingUpdate.partition ?? 0);
}

/** The name of that revision. */
export function revisionFor(pass: Pass, ordinal: number): string {
  const { current, update } = pass.revisions;
  return (isMadeFromCurrent(pass, ordinal) ? current : update).metadata.name;
}

function versionFor(pass: Pass, ordinal: number): Version {
  const { set, revisions } = pass;
  const current = isMadeFromCurrent(pass, ordinal);
  const { current: old, update } = revisions;
  const isLive = !current || old.metadata.name === update.metadata.name;
  return versionOf(set, current ? old : update, isLive);
}

/** The pod that would be created for an ordinal that has none. */
export function phantom(pass: Pass, ordinal: number): Pod {
  return newPod(pass.set, ordinal, versionFor(pass, ordinal));
}
