import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { ordinalRange, parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { RetentionPolicy, StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { KubeObject, OwnerReference } from "../../api/object.ts";
import { ownerReferenceTo } from "./identity.ts";

/** Who owns a claim, by the retention policy: rules PVC-1 to PVC-4 and PVC-9. */

interface Policy {
  readonly whenDeleted: RetentionPolicy;
  readonly whenScaled: RetentionPolicy;
}

/** An unknown value counts as Retain. @see pkg/controller/statefulset/stateful_set_utils.go, `getPersistentVolumeClaimRetentionPolicy` (1.36) */
function retentionPolicy(set: StatefulSet): Policy {
  const policy = set.spec.persistentVolumeClaimRetentionPolicy;
  return {
    whenDeleted: policy?.whenDeleted === "Delete" ? "Delete" : "Retain",
    whenScaled: policy?.whenScaled === "Delete" ? "Delete" : "Retain",
  };
}

function isPodCondemned(set: StatefulSet, pod: Pod): boolean {
  const { first, end } = ordinalRange(set);
  const { ordinal } = parentAndOrdinal(pod.metadata.name);
  return ordinal < first || ordinal >= end;
}

function names(reference: OwnerReference, object: KubeObject): boolean {
  return (
    reference.apiVersion === object.apiVersion &&
    reference.kind === object.kind &&
    reference.name === object.metadata.name
  );
}

function isBy(reference: OwnerReference, object: KubeObject): boolean {
  return reference.uid === (object.metadata.uid ?? "");
}

/** PVC-1: the first reference with the object's name has another uid. */
function isStaleFor(references: readonly OwnerReference[], object: KubeObject): boolean {
  const first = references.find((reference) => names(reference, object));
  return first !== undefined && !isBy(first, object);
}

/** Whether claims stay whatever becomes of the set and its pods: then nobody is told of other owners. */
export function retainsClaims(set: StatefulSet): boolean {
  const { whenDeleted, whenScaled } = retentionPolicy(set);
  return whenDeleted === "Retain" && whenScaled === "Retain";
}

/** PVC-2. @see the same file, `hasUnexpectedController` */
export function hasForeignController(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (retainsClaims(set)) return false;
  return (claim.metadata.ownerReferences ?? []).some(
    (reference) => reference.controller === true && !names(reference, set) && !names(reference, pod),
  );
}

/** The owners that the policy asks for (4.2 of the controller's rules). */
function wantedOwners(set: StatefulSet, pod: Pod): { readonly set: boolean; readonly pod: boolean } {
  const { whenDeleted, whenScaled } = retentionPolicy(set);
  const toPod = whenScaled === "Delete" && isPodCondemned(set, pod);
  return { set: whenDeleted === "Delete" && !toPod, pod: toPod };
}

/**
 * Whether a claim's owners are as the policy asks, or are none of our business.
 * @see the same file, `isClaimOwnerUpToDate`
 */
export function isClaimUpToDate(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  const references = claim.metadata.ownerReferences ?? [];
  if (isStaleFor(references, set) || isStaleFor(references, pod)) return true;
  const bySet = references.filter((reference) => isBy(reference, set));
  const byPod = references.filter((reference) => isBy(reference, pod));
  if (hasForeignController(claim, set, pod)) return bySet.length === 0 && byPod.length === 0;
  if ([...bySet, ...byPod].some((reference) => reference.controller !== true)) return false;
  const wanted = wantedOwners(set, pod);
  return wanted.set === bySet.length > 0 && wanted.pod === byPod.length > 0;
}

/** The claim with the owners that the policy asks for. @see the same file, `updateClaimOwnerRefForSetAndPod` */
export function withWantedOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): PersistentVolumeClaim {
  const others = (claim.metadata.ownerReferences ?? []).filter(
    (reference) => !names(reference, set) && !names(reference, pod),
  );
  const wanted = hasForeignController(claim, set, pod) ? { set: false, pod: false } : wantedOwners(set, pod);
  const podOwner: OwnerReference = {
    ...ownerReferenceTo(set),
    apiVersion: "v1",
    kind: "Pod",
    name: pod.metadata.name,
    uid: pod.metadata.uid ?? "",
  };
  const ownerReferences = [
    ...others,
    ...(wanted.set ? [ownerReferenceTo(set)] : []),
    ...(wanted.pod ? [podOwner] : []),
  ];
  const { ownerReferences: _old, ...metadata } = claim.metadata;
  return { ...claim, metadata: ownerReferences.length === 0 ? metadata : { ...metadata, ownerReferences } };
}

/**
 * PVC-9: whether a claim still belongs to an earlier pod of that name, so that the new one must wait.
 * @see pkg/controller/statefulset/stateful_pod_control.go, `PodClaimIsStale` (1.36)
 */
export function isStaleClaim(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (retentionPolicy(set).whenScaled !== "Delete") return false;
  return (claim.metadata.ownerReferences ?? []).some(
    (reference) => names(reference, pod) && reference.uid !== pod.metadata.uid,
  );
}
