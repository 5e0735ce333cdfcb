import { isActive } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { controllerOf, namespaceOf } from "../../api/object.ts";
import { podsSelected } from "../../cluster/selected-pods.ts";
import type { View } from "../../cluster/view.ts";

/**
 * The pods that run for all replica sets with the set's owner: nodes that have many of them are the first to give some up.
 * A set without an owner has none.
 * @see pkg/controller/replicaset/replica_set.go, `getIndirectlyRelatedPods` (1.36)
 */
export function relatedPods(set: ReplicaSet, view: View): readonly Pod[] {
  const owner = controllerOf(set);
  if (owner === undefined) return [];
  const siblings = view.indexed("ReplicaSet", "controller", owner.uid);
  const pods = siblings.flatMap(({ spec }) => podsSelected(view, namespaceOf(set), spec.selector));
  return [...new Set(pods)].filter(isActive);
}
