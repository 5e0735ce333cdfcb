import { byNumbers } from "../../../base/natural-order.ts";
import type { Happening } from "../../../cluster/happening.ts";
import type { Plan } from "../../../plan/model.ts";
import { inNamespace } from "../words.ts";
import { Bars, type Lane, type State } from "./lane.ts";

/** What a pod was in before the first thing happened is told by that thing. */
function begin({ effect }: Happening, revision: string): Bars {
  const bars = new Bars();
  if (effect !== "create") bars.go(0, effect === "ready" ? "not-ready" : "ready", { revision });
  return bars;
}

function take(bars: Bars, { effect, reason = "" }: Happening, atMs: number, revision: string): void {
  const { open } = bars;
  const go = (state: State, why = ""): void =>
    bars.go(atMs, state, { revision: effect === "create" ? revision : (open?.revision ?? revision), why });
  if (effect === "create") go("not-ready", "starting");
  else if (effect === "ready") go("ready");
  else if (effect === "unready" || effect === "failed" || effect === "succeeded") go("not-ready", effect);
  else if (effect === "waiting" && open !== undefined && open.state !== "ready") go(open.state, reason);
  else if (effect === "delete") go("terminating");
  else if (effect === "remove") bars.close(atMs);
}

/** The revisions that pods have at first, and that they come to have. */
function revisionsOf({ steps }: Plan): { readonly first: Map<string, string>; readonly last: Map<string, string> } {
  const first = new Map<string, string>();
  const last = new Map<string, string>();
  for (const { namespace, pod, from, to, action } of steps) {
    const id = inNamespace(namespace, pod);
    if (!first.has(id)) first.set(id, (action === "create" ? to : from) ?? "");
    if (to !== undefined) last.set(id, to);
  }
  return { first, last };
}

/** The pods that something happens to, in the order of their names, over the time of the plan. */
export function podLanes(plan: Plan): readonly Lane[] {
  const { timeline, base } = plan;
  const { first, last } = revisionsOf(plan);
  const lanes = new Map<string, Bars>();
  for (const item of timeline) {
    if (item.kind !== "pod") continue;
    const id = inNamespace(item.namespace, item.name);
    const bars = lanes.get(id) ?? begin(item, first.get(id) ?? "");
    lanes.set(id, bars);
    take(bars, item, item.at - base.clock, last.get(id) ?? "");
  }
  return [...lanes].sort(([a], [b]) => byNumbers(a, b)).map(([name, lane]) => ({ name, bars: lane.all() }));
}
