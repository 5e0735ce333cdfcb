import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { Refusal, WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { keyText } from "../workloads.ts";
import { onceMore } from "./once-more.ts";
import { remade } from "./remade.ts";
import { statefulSetWay } from "./statefulset.ts";
import { isStrategyLeft, strategyWay } from "./strategy.ts";
import { throughOwner } from "./through-owner.ts";
import type { Refused } from "./walk.ts";

function* wayRound(facts: Refused, { key, fields }: Refusal): InSlices<WayRound | undefined> {
  if (key === undefined) return undefined;
  const write = facts.refused.find((one) => keyText(one.key) === keyText(key));
  if (write?.wanted === undefined) return undefined;
  if (write.live === undefined) return yield* onceMore(facts, key, write.status);
  if (fields.length === 0) return undefined;
  if (key.kind === "Pod") return yield* throughOwner(facts, key);
  if (key.kind !== "StatefulSet") return yield* remade(facts, key);
  const [live, wanted] = [write.live as StatefulSet, write.wanted as StatefulSet];
  const patched = isStrategyLeft(live, wanted) ? yield* strategyWay(facts, key) : undefined;
  if (patched?.isVerified === true) return patched;
  const names = fields.map(({ field }) => field);
  return yield* statefulSetWay(facts, { key, live, wanted }, names);
}

/** Refusals with a way to the same end, where a rehearsal has found one. */
export function* withWaysRound(refusals: readonly Refusal[], facts: Refused): InSlices<readonly Refusal[]> {
  const found: Refusal[] = [];
  for (const refusal of refusals) {
    const way = yield* wayRound(facts, refusal);
    found.push(way?.isVerified === true ? { ...refusal, wayRound: way } : refusal);
  }
  return found;
}
