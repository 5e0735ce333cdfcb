import { isFinished, isPending } from "../../api/kinds/pod/lifecycle.ts";
import { isTerminating } from "../../api/object.ts";
import {
  aggregate,
  completePendingPod,
  createPod,
  deletePod,
  hasStaleClaim,
  isAsItShouldBe,
  updatePod,
} from "./pod-control.ts";
import { identityMatches, storageMatches } from "./identity.ts";
import { failedOr, ON, phantom, STOP, type Pass, type Phase } from "./pass.ts";

/** The largest batch of a Parallel set. @see pkg/controller/statefulset/stateful_set_control.go, `MaxBatchSize` (1.36) */
const MAX_BATCH = 500;

/**
 * REC-16: corrects a pod that is not as it should be, or notes that it is. The claims of a pending pod were seen to in
 * this pass already (REC-12): what the pass has read of them is out of date.
 */
function verify(pass: Pass, ordinal: number): Phase {
  const { set, roster } = pass;
  const pod = roster.pod(ordinal);
  if (pod === undefined || !roster.unverified.has(ordinal)) return ON;
  if (isPending(pod) && identityMatches(set, pod) && storageMatches(set, pod)) return ON;
  if (isAsItShouldBe(pass, set, pod)) {
    roster.unverified.delete(ordinal);
    return ON;
  }
  return failedOr(updatePod(pass, set, pod), ON);
}

/** REC-11. The claims of a pod that is only being made are left to the next pass. */
function create(pass: Pass, ordinal: number): Phase {
  const pod = phantom(pass, ordinal);
  if (hasStaleClaim(pass, pass.set, pod)) return STOP;
  return failedOr(createPod(pass, pass.set, pod), pass.isOrdered ? STOP : ON);
}

/**
 * Section 3.5, steps REC-10 to REC-16 for one ordinal. `isUnsound`: it is missing or not ready as of the pass's start.
 * @see the same file, `processReplica`
 */
function processReplica(pass: Pass, ordinal: number, isUnsound: boolean): Phase {
  const pod = pass.roster.pod(ordinal);
  if (pod === undefined) return create(pass, ordinal);
  if (isFinished(pod)) return failedOr(isTerminating(pod) ? undefined : deletePod(pass, pass.set, pod), STOP);
  if (isPending(pod)) {
    const error = completePendingPod(pass, pass.set, pod);
    if (error !== undefined) return { kind: "failed", error };
  }
  if (pass.isOrdered && isUnsound) return STOP;
  return verify(pass, ordinal);
}

/** The lowest ordinal from there on that is not known to be all right. */
function nextToLookAt({ roster, end }: Pass, from: number): number | undefined {
  const unsound = roster.unsound.atLeast(from) ?? end;
  const unverified = roster.unverified.atLeast(from) ?? end;
  const ordinal = Math.min(unsound, unverified);
  return ordinal < end ? ordinal : undefined;
}

/** REC-1: one after the other; the first that needs waiting ends the pass. */
function inOrder(pass: Pass): Phase {
  for (let at = nextToLookAt(pass, pass.first); at !== undefined; at = nextToLookAt(pass, at + 1)) {
    const phase = processReplica(pass, at, pass.roster.unsound.has(at));
    if (phase.kind !== "on") return phase;
  }
  return ON;
}

/** The slots of a batch: 1, 2, 4, … of them; the batch a slot is in. */
function batchOf(slot: number): number {
  const doublings = Math.floor(Math.log2(slot + 1));
  const full = Math.ceil(Math.log2(MAX_BATCH));
  if (doublings < full) return doublings;
  return full + Math.floor((slot + 1 - 2 ** full) / MAX_BATCH);
}

/** All ordinals that are not known to be all right as of now. */
function toLookAt({ roster, first, end }: Pass): readonly { readonly at: number; readonly isUnsound: boolean }[] {
  const found: { readonly at: number; readonly isUnsound: boolean }[] = [];
  const { unsound, unverified } = roster;
  let nextUnsound = unsound.atLeast(first) ?? end;
  let nextUnverified = unverified.atLeast(first) ?? end;
  for (;;) {
    const at = Math.min(nextUnsound, nextUnverified);
    if (at >= end) return found;
    found.push({ at, isUnsound: at === nextUnsound });
    if (at === nextUnsound) nextUnsound = unsound.atLeast(at + 1) ?? end;
    if (at === nextUnverified) nextUnverified = unverified.atLeast(at + 1) ?? end;
  }
}

/** REC-2, REC-3: waits for nothing, but after a batch with an error no other begins. */
function inBatches(pass: Pass): Phase {
  const errors: string[] = [];
  let failedBatch = Number.POSITIVE_INFINITY;
  for (const { at, isUnsound } of toLookAt(pass)) {
    const batch = batchOf(at - pass.first);
    if (batch > failedBatch) break;
    const phase = processReplica(pass, at, isUnsound);
    if (phase.kind !== "failed") continue;
    errors.push(phase.error);
    failedBatch = Math.min(failedBatch, batch);
  }
  return failedOr(aggregate(errors), ON);
}

/** Phase A: makes, heals and corrects the pods in range. */
export function processReplicas(pass: Pass): Phase {
  return pass.isOrdered ? inOrder(pass) : inBatches(pass);
}
