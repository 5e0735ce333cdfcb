import { revisionOf } from "../api/kinds/controllerrevision/types.ts";
import { isTerminating } from "../api/object.ts";
import { listed } from "./commands.ts";
import type { Facts } from "./facts.ts";
import { revisionText } from "./remedies.ts";
import type { Slot } from "./slots.ts";

function stays(names: readonly string[], singular: string, plural: string): string {
  return names.length === 0 ? "" : `, so ${listed(names)} ${names.length === 1 ? singular : plural}`;
}

/** What waits for the pod in trouble: pods not made, not updated and not removed. In `Parallel` only updates wait. */
export function consequence(facts: Facts, { name: blocked, pod: inTrouble }: Slot): string {
  const { slots, update, set, view, ordered } = facts;
  const others = slots.replicas.filter(({ name }) => name !== blocked);
  const missing = others.filter(({ pod }) => pod === undefined).map(({ name }) => name);
  if (ordered && missing.length > 0) return stays(missing, "is not created", "are not created");
  const old = others.filter(({ pod }) => pod !== undefined && revisionOf(pod) !== update).reverse();
  const isDone = inTrouble !== undefined && (revisionOf(inTrouble) === update || isTerminating(inTrouble));
  const holdsUpdate = ordered || isDone;
  const at = old[0]?.pod === undefined ? "" : revisionText(view, set, revisionOf(old[0].pod));
  const names = old.map(({ name }) => name);
  if (old.length > 0) return holdsUpdate ? stays(names, `stays at ${at}`, `stay at ${at}`) : "";
  const condemned = slots.condemned.map((pod) => pod.metadata.name).filter((name) => name !== blocked);
  return ordered ? stays(condemned, "is not removed", "are not removed") : "";
}
