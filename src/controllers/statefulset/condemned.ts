import type { Pod } from "../../api/kinds/pod/types.ts";
import { isTerminating } from "../../api/object.ts";
import { claimsMatch, aggregate, deletePod, fixClaimOwners } from "./pod-control.ts";
import { failedOr, ON, STOP, type Pass, type Phase } from "./pass.ts";

/** Scale-down, section 3.6: rules REC-25 to REC-31. */

/** Pods out of range, highest ordinal first, as of the pass's start. */
export function condemnedPods({ roster }: Pass): readonly Pod[] {
  const pods: Pod[] = [];
  for (let at = roster.condemned.atMost(HIGHEST); at !== undefined; at = roster.condemned.atMost(at - 1)) {
    const pod = roster.pod(at);
    if (pod !== undefined) pods.push(pod);
  }
  return pods;
}

const HIGHEST = 2 ** 31 - 1;

/** Phase B, REC-25: the claims of all condemned pods get their owners before any of the pods is deleted. */
export function fixCondemnedClaims(pass: Pass, condemned: readonly Pod[]): Phase {
  const errors: string[] = [];
  for (const pod of condemned) {
    if (claimsMatch(pass, pass.set, pod)) continue;
    const error = fixClaimOwners(pass, pass.set, pod);
    if (error === undefined) continue;
    errors.push(error);
    if (pass.isOrdered) break;
  }
  return failedOr(aggregate(errors), ON);
}

/**
 * Phase C, REC-26: in order one at a time, an unhealthy one only when it is the first unhealthy of all (REC-28).
 * `firstUnavailable` is the lowest condemned ordinal that is unavailable.
 * @see pkg/controller/statefulset/stateful_set_control.go, `processCondemned` (1.36)
 */
export function deleteCondemned(pass: Pass, condemned: readonly Pod[], firstUnavailable: number | undefined): Phase {
  const errors: string[] = [];
  for (const pod of condemned) {
    if (isTerminating(pod)) {
      if (pass.isOrdered) return STOP;
      continue;
    }
    if (pass.isOrdered)
      return mayGo(pass, pod, firstUnavailable) ? failedOr(deletePod(pass, pass.set, pod), STOP) : STOP;
    const error = deletePod(pass, pass.set, pod);
    if (error !== undefined) errors.push(error);
  }
  return failedOr(aggregate(errors), ON);
}

function mayGo({ roster }: Pass, pod: Pod, firstUnavailable: number | undefined): boolean {
  const isFirst = firstUnavailable !== undefined && roster.pod(firstUnavailable) === pod;
  return isFirst || roster.isSound(pod.metadata.name);
}
