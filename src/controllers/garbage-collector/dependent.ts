import type { KubeObject, OwnerReference } from "../../api/object.ts";
import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from "../../cluster/deletion.ts";
import type { PropagationPolicy } from "../../cluster/cluster.ts";
import { SETTLED, settledBy, settledOrGone, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { hasDependents, keyOf, ownerKey, waitsForDependents } from "./owner-graph.ts";

interface Owners {
  /** There to stay. */
  readonly solid: readonly OwnerReference[];
  /** Not there, or another object of that name. */
  readonly dangling: readonly OwnerReference[];
  /** There until its dependents are gone. */
  readonly waiting: readonly OwnerReference[];
}

/** @see pkg/controller/garbagecollector/garbagecollector.go, `classifyReferences` (1.36) */
function ownersOf(object: KubeObject, { api }: StepContext): Owners {
  const solid: OwnerReference[] = [];
  const dangling: OwnerReference[] = [];
  const waiting: OwnerReference[] = [];
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = api.live(ownerKey(reference, object));
    if (owner === undefined || owner.metadata.uid !== reference.uid) dangling.push(reference);
    else if (waitsForDependents(owner)) waiting.push(reference);
    else solid.push(reference);
  }
  return { solid, dangling, waiting };
}

function policyFor(object: KubeObject, owners: Owners, context: StepContext): PropagationPolicy {
  if (owners.waiting.length > 0 && hasDependents(object, context.view)) return "Foreground";
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(ORPHAN_FINALIZER)) return "Orphan";
  return finalizers.includes(FOREGROUND_FINALIZER) ? "Foreground" : "Background";
}

/**
 * Deletes an object none of whose owners is there to stay; of one that has such an owner, drops the other references.
 * Objects that are being deleted already are left alone.
 * @see pkg/controller/garbagecollector/garbagecollector.go, `attemptToDeleteItem` (1.36)
 */
export function collect(object: KubeObject, context: StepContext): Again {
  const { metadata } = object;
  if (metadata.deletionTimestamp !== undefined || (metadata.ownerReferences ?? []).length === 0) return SETTLED;
  const owners = ownersOf(object, context);
  if (owners.solid.length > 0) {
    if (owners.dangling.length + owners.waiting.length === 0) return SETTLED;
    return settledBy(context.api.update({ ...object, metadata: { ...metadata, ownerReferences: owners.solid } }));
  }
  const { uid } = metadata;
  return settledOrGone(
    context.api.delete(keyOf(object), {
      propagationPolicy: policyFor(object, owners, context),
      ...(uid === undefined ? {} : { preconditions: { uid } }),
    }),
  );
}
