import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf, type ObjectKey } from "../../api/object.ts";
import type { StepContext } from "../controller.ts";
import { hasForeignController, isClaimUpToDate, isStaleClaim, withWantedOwners } from "./claim-retention.ts";
import { claimNames, claimsOf, identityMatches, storageMatches, withIdentity, withStorage } from "./identity.ts";

/** Creates, corrects and deletes the pods of a set and their claims, and says so in Events (EV-1 to EV-13). */

/** What a write that did not work ends a pass with: the text that events and logs show. */
export type Failed = string | undefined;

type Work = Pick<StepContext, "view" | "api">;

/** Texts of several errors as one. @see staging/src/k8s.io/apimachinery/pkg/util/errors/errors.go, `aggregate.Error` (1.36) */
export function aggregate(errors: readonly string[]): Failed {
  if (errors.length === 0) return undefined;
  const distinct = [...new Set(errors)];
  return distinct.length > 1 ? `[${distinct.join(", ")}]` : distinct[0];
}

function podKey(pod: Pod): ObjectKey {
  return { kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name };
}

/** EV-1, EV-2. @see pkg/controller/statefulset/stateful_pod_control.go, `recordPodEvent` (1.36) */
function recordPod(work: Work, set: StatefulSet, verb: "Create" | "Update" | "Delete", pod: Pod, error: Failed): void {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (error === undefined) work.api.event(set, "Normal", `Successful${verb}`, `${what} successful`);
  else work.api.event(set, "Warning", `Failed${verb}`, `${what} failed error: ${error}`);
}

/** EV-3, EV-4. @see the same file, `recordClaimEvent` */
function recordClaim(work: Work, set: StatefulSet, pod: Pod, claim: string, error: Failed): void {
  const end = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (error === undefined) {
    work.api.event(set, "Normal", "SuccessfulCreate", `Create Claim ${claim} ${end} success`);
  } else {
    work.api.event(set, "Warning", "FailedCreate", `Create Claim ${claim} for ${end} failed error: ${error}`);
  }
}

function createClaim(work: Work, set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim): Failed {
  const answer = work.api.create(claim);
  if (answer.ok) recordClaim(work, set, pod, claim.metadata.name, undefined);
  else if (answer.status.reason !== "AlreadyExists")
    recordClaim(work, set, pod, claim.metadata.name, answer.status.message);
  return answer.ok ? undefined : `failed to create PVC ${claim.metadata.name}: ${answer.status.message}`;
}

/** Creates the claims that are missing; all are tried. @see the same file, `createPersistentVolumeClaims` */
function createMissingClaims(work: Work, set: StatefulSet, pod: Pod): Failed {
  const errors: string[] = [];
  for (const claim of claimsOf(set, parentAndOrdinal(pod.metadata.name).ordinal)) {
    const found = work.view.get("PersistentVolumeClaim", namespaceOf(set), claim.metadata.name);
    const error = found === undefined ? createClaim(work, set, pod, claim) : undefined;
    if (error !== undefined) errors.push(error);
    if (found?.metadata.deletionTimestamp !== undefined) errors.push(`pvc ${claim.metadata.name} is being deleted`);
  }
  return aggregate(errors);
}

function existingClaims(work: Pick<Work, "view">, set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] {
  if ((set.spec.volumeClaimTemplates ?? []).length === 0) return [];
  const names = claimNames(set, parentAndOrdinal(pod.metadata.name).ordinal);
  return names.flatMap((name) => work.view.get("PersistentVolumeClaim", namespaceOf(set), name) ?? []);
}

/** PVC-1 to PVC-4 for all claims of a pod; a missing claim counts as up to date. @see the same file, `ClaimsMatchRetentionPolicy` */
export function claimsMatch(work: Pick<Work, "view">, set: StatefulSet, pod: Pod): boolean {
  return existingClaims(work, set, pod).every((claim) => isClaimUpToDate(claim, set, pod));
}

/** PVC-9. @see the same file, `PodPVCsStale` */
export function hasStaleClaim(work: Pick<Work, "view">, set: StatefulSet, pod: Pod): boolean {
  return existingClaims(work, set, pod).some((claim) => isStaleClaim(claim, set, pod));
}

/** Brings the owners of a pod's claims in line with the policy. @see the same file, `UpdatePodClaimForRetentionPolicy` */
export function fixClaimOwners(work: Work, set: StatefulSet, pod: Pod): Failed {
  for (const claim of existingClaims(work, set, pod)) {
    if (hasForeignController(claim, set, pod)) {
      const why = "has a conflicting OwnerReference that acts as a manging controller";
      const text = `PersistentVolumeClaim ${claim.metadata.name} ${why}, the retention policy is ignored for this claim`;
      work.api.event(set, "Warning", "ConflictingController", text);
    }
    if (isClaimUpToDate(claim, set, pod)) continue;
    const answer = work.api.update(withWantedOwners(claim, set, pod));
    if (!answer.ok)
      return `could not update claim ${claim.metadata.name} for delete policy ownerRefs: ${answer.status.message}`;
  }
  return undefined;
}

/** REC-20. @see the same file, `CreateStatefulPod` */
export function createPod(work: Work, set: StatefulSet, pod: Pod): Failed {
  const missing = createMissingClaims(work, set, pod);
  if (missing !== undefined) {
    recordPod(work, set, "Create", pod, missing);
    return missing;
  }
  const answer = work.api.create(pod);
  if (!answer.ok && answer.status.reason === "AlreadyExists") return answer.status.message;
  const owners = fixClaimOwners(work, set, pod);
  if (owners !== undefined) {
    recordPod(work, set, "Update", pod, owners);
    return owners;
  }
  const error = answer.ok ? undefined : answer.status.message;
  recordPod(work, set, "Create", pod, error);
  return error;
}

/** REC-21: the claims of a pod that is pending. */
export function completePendingPod(work: Work, set: StatefulSet, pod: Pod): Failed {
  const missing = createMissingClaims(work, set, pod);
  if (missing !== undefined) return missing;
  const owners = fixClaimOwners(work, set, pod);
  if (owners !== undefined) recordPod(work, set, "Update", pod, owners);
  return owners;
}

/** REC-16: whether a pod that is there is as it should be. */
export function isAsItShouldBe(work: Pick<Work, "view">, set: StatefulSet, pod: Pod): boolean {
  return identityMatches(set, pod) && storageMatches(set, pod) && claimsMatch(work, set, pod);
}

/** Creates the claims that a pod lacks if its volumes are not right, and sees to their owners. */
function completeClaims(work: Work, set: StatefulSet, pod: Pod): Failed {
  const missing = storageMatches(set, pod) ? undefined : createMissingClaims(work, set, pod);
  return missing ?? fixClaimOwners(work, set, pod);
}

/** @see staging/src/k8s.io/client-go/util/retry/util.go, `DefaultBackoff` (1.36) */
const TRIES = 4;

/**
 * REC-24. Events name the pod as it is to be (ID-20). After a conflict upstream reads the pod again, by the name that it
 * is to have: that may be another one, and be as it should be.
 * @see the same file, `UpdateStatefulPod`
 */
export function updatePod(work: Work, set: StatefulSet, pod: Pod): Failed {
  let found = pod;
  for (let tried = 1; ; tried++) {
    const identified = identityMatches(set, found) ? found : withIdentity(set, found);
    const claims = tried === 1 ? completeClaims(work, set, identified) : undefined;
    if (claims !== undefined) {
      recordPod(work, set, "Update", identified, claims);
      return claims;
    }
    const wanted = storageMatches(set, identified) ? identified : withStorage(set, identified);
    const answer = found !== pod && wanted === found ? DONE : work.api.update(wanted);
    const again = work.view.get("Pod", namespaceOf(set), wanted.metadata.name);
    if (!answer.ok && answer.status.reason === "Conflict" && again !== undefined && tried < TRIES) {
      found = again;
      continue;
    }
    const error = answer.ok ? undefined : answer.status.message;
    recordPod(work, set, "Update", wanted, error);
    return error;
  }
}

const DONE = { ok: true } as const;

/** A pod that is already gone counts as deleted (EV-9). @see the same file, `DeleteStatefulPod` */
export function deletePod(work: Work, set: StatefulSet, pod: Pod): Failed {
  const answer = work.api.delete(podKey(pod));
  const error = answer.ok || answer.status.reason === "NotFound" ? undefined : answer.status.message;
  recordPod(work, set, "Delete", pod, error);
  return error;
}
