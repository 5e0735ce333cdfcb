import type { Namespace } from "../api/kinds/namespace/types.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject, ObjectMeta } from "../api/object.ts";
import { instantOf, timestamp, type Instant } from "../base/instant.ts";
import type { DeleteOptions } from "./cluster.ts";
import type { View } from "./view.ts";

/** Finalizers that the garbage collector answers to. */
export const ORPHAN_FINALIZER = "orphan";
export const FOREGROUND_FINALIZER = "foregroundDeletion";

/** What a delete makes of an object: gone, or terminating, or (asked again) as it was. */
export type Deletion = { readonly kind: "gone" } | { readonly kind: "terminating"; readonly object: KubeObject };

/** The longest grace period that is told apart, so that its end is an instant with a year of four digits. */
const MOST_GRACE_SECONDS = 200_000_000_000;

/** Integers beyond 2^53 are read as bigint. */
function withinReason(seconds: number | bigint): number {
  return Math.min(Number(seconds), MOST_GRACE_SECONDS);
}

/**
 * Seconds a pod is given: none when it was never bound or has finished.
 * @see pkg/registry/core/pod/strategy.go, `CheckGracefulDelete` (1.36)
 */
function podGraceSeconds(pod: Pod, options: DeleteOptions): number {
  if ((pod.spec.nodeName ?? "") === "" || isFinished(pod)) return 0;
  const seconds = options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return seconds < 0 ? 1 : withinReason(seconds);
}

function finalizersFor(object: KubeObject, options: DeleteOptions): readonly string[] {
  const kept = (object.metadata.finalizers ?? []).filter(
    (finalizer) => finalizer !== ORPHAN_FINALIZER && finalizer !== FOREGROUND_FINALIZER,
  );
  switch (options.propagationPolicy) {
    case "Orphan":
      return [...kept, ORPHAN_FINALIZER];
    case "Foreground":
      return [...kept, FOREGROUND_FINALIZER];
    case "Background":
      return kept;
    default:
      return object.metadata.finalizers ?? [];
  }
}

/** A terminating object whose grace period is being shortened, or itself when the request asks for no less. */
function shortened(object: KubeObject, graceSeconds: number, now: Instant): Deletion {
  const deadline = object.metadata.deletionTimestamp;
  const left = object.metadata.deletionGracePeriodSeconds ?? 0;
  if (deadline === undefined || graceSeconds >= left) return { kind: "terminating", object };
  if (graceSeconds === 0 && (object.metadata.finalizers ?? []).length === 0) return { kind: "gone" };
  const asked = instantOf(deadline) - left * 1000;
  const deletionTimestamp = timestamp(Math.max(asked + graceSeconds * 1000, now));
  const metadata: ObjectMeta = { ...object.metadata, deletionTimestamp, deletionGracePeriodSeconds: graceSeconds };
  return { kind: "terminating", object: { ...object, metadata } };
}

/**
 * What becomes of an object that is asked to go.
 * @see staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go, `BeforeDelete`, and
 *   pkg/registry/generic/registry/store.go there, `deletionFinalizersForGarbageCollection` (1.36)
 */
export function deletionOf(object: KubeObject, options: DeleteOptions, now: Instant): Deletion {
  const graceSeconds =
    object.kind === "Pod" && object.apiVersion === "v1" ? podGraceSeconds(object as Pod, options) : 0;
  const finalizers = finalizersFor(object, options);
  if (object.metadata.deletionTimestamp !== undefined) {
    const same = finalizers.length === (object.metadata.finalizers ?? []).length;
    const refinalized = same ? object : { ...object, metadata: { ...object.metadata, finalizers } };
    if (graceSeconds === 0 && finalizers.length === 0) return { kind: "gone" };
    return shortened(refinalized, graceSeconds, now);
  }
  if (graceSeconds === 0 && finalizers.length === 0) return { kind: "gone" };
  const { generation } = object.metadata;
  const metadata: ObjectMeta = {
    ...object.metadata,
    ...(generation === undefined ? {} : { generation: generation + 1 }),
    deletionTimestamp: timestamp(now + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
    ...(finalizers.length === 0 ? {} : { finalizers }),
  };
  return { kind: "terminating", object: { ...object, metadata } };
}

/** Namespaces are held by finalizers in their spec as well. @see pkg/registry/core/namespace/storage/storage.go, `ShouldDeleteNamespaceDuringUpdate` (1.36) */
function isHeldBySpec(object: KubeObject): boolean {
  return object.kind === "Namespace" && ((object as Namespace).spec?.finalizers ?? []).length > 0;
}

/**
 * What becomes of a namespace: it terminates until its content is gone, whatever its metadata says; a delete after that
 * ends it. Undefined for one that nothing holds, and for other objects.
 * @see pkg/registry/core/namespace/storage/storage.go, `Delete` (1.36)
 */
export function namespaceDeletion(object: KubeObject, view: View, now: Instant): Deletion | undefined {
  if (object.apiVersion !== "v1" || !isHeldBySpec(object)) return undefined;
  if (object.metadata.deletionTimestamp !== undefined) {
    const isEmpty = view.kinds().every((kind) => view.list(kind, object.metadata.name).length === 0);
    return isEmpty ? { kind: "gone" } : { kind: "terminating", object };
  }
  const metadata = { ...object.metadata, deletionTimestamp: timestamp(now) };
  const terminating: Namespace = { ...(object as Namespace), metadata, status: { phase: "Terminating" } };
  return { kind: "terminating", object: terminating };
}

/** Whether a terminating object has nothing left to wait for. */
export function mayGo(object: KubeObject): boolean {
  return (
    object.metadata.deletionTimestamp !== undefined &&
    (object.metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
    (object.metadata.finalizers ?? []).length === 0 &&
    !isHeldBySpec(object)
  );
}
