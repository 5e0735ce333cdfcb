import type { Pod } from "../../api/kinds/pod/types.ts";
import type { View } from "../../cluster/view.ts";
import type { World } from "../../cluster/world.ts";
import { claimsOf } from "./claims.ts";
import { filtersFor, rejectionOf } from "./filters.ts";

/** Whether a pod finds a node as things are, taken that claims which are only unbound will be bound. */
export function hasPlace(pod: Pod, context: { readonly view: View; readonly world: World }): boolean {
  const claims = claimsOf(pod, context.view);
  if ("reason" in claims && claims.gone) return false;
  const filters = filtersFor(pod, "reason" in claims ? [] : claims.bound, context);
  return context.view.list("Node").some((node) => rejectionOf(node, filters) === undefined);
}
