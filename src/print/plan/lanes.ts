import type { Instant } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Plan } from "../../plan/model.ts";
import { inNamespace } from "./words.ts";

type State = "not-ready" | "ready" | "terminating";

/** What a pod was in for a while, and of which revision. */
export interface Bar {
  readonly state: State;
  readonly fromMs: number;
  readonly toMs: number;
  /** The number of the revision, or its name; "" where it is not known. */
  readonly revision: string;
  readonly why: string;
}

export interface PodLane {
  readonly pod: string;
  readonly bars: readonly Bar[];
}

interface Open {
  readonly state: State;
  readonly from: Instant;
  readonly revision: string;
  readonly why: string;
}

/** One pod name over time: what it was before the first thing happened is told by that thing. */
class Lane {
  readonly bars: Bar[] = [];
  readonly #start: Instant;
  #open: Open | undefined;

  constructor(first: Happening, start: Instant, revision: string) {
    this.#start = start;
    if (first.effect !== "create")
      this.#open = { state: first.effect === "ready" ? "not-ready" : "ready", from: start, revision, why: "" };
  }

  take({ at, effect, reason }: Happening, revision: string): void {
    const before = this.#open;
    const go = (state: State, why = ""): void => {
      this.close(at);
      this.#open = { state, from: at, revision: effect === "create" ? revision : (before?.revision ?? revision), why };
    };
    if (effect === "create") go("not-ready", "starting");
    else if (effect === "ready") go("ready");
    else if (effect === "unready" || effect === "failed" || effect === "succeeded") go("not-ready", effect);
    else if (effect === "waiting" && before !== undefined && before.state !== "ready") go(before.state, reason);
    else if (effect === "delete") go("terminating");
    else if (effect === "remove") {
      this.close(at);
      this.#open = undefined;
    }
  }

  close(at: Instant): void {
    const open = this.#open;
    if (open === undefined || at <= open.from) return;
    const { state, revision, why } = open;
    this.bars.push({ state, revision, why, fromMs: open.from - this.#start, toMs: at - this.#start });
  }
}

/** The pods that something happens to, in the order of their names, over the time of the plan. */
export function podLanes({ timeline, steps, base, elapsedMs }: Plan): readonly PodLane[] {
  const start = Math.min(base.clock, timeline[0]?.at ?? base.clock);
  const numbers = new Map<string, string>();
  const first = new Map<string, string>();
  for (const { namespace, pod, from, to, action } of steps) {
    const id = inNamespace(namespace, pod);
    if (!first.has(id)) first.set(id, (action === "create" ? to : from) ?? "");
    if (to !== undefined) numbers.set(id, to);
  }
  const lanes = new Map<string, Lane>();
  for (const item of timeline) {
    if (item.kind !== "pod") continue;
    const id = inNamespace(item.namespace, item.name);
    const lane = lanes.get(id) ?? new Lane(item, start, first.get(id) ?? "");
    lanes.set(id, lane);
    lane.take(item, numbers.get(id) ?? "");
  }
  const byName = new Intl.Collator("en", { numeric: true });
  return [...lanes]
    .sort(([a], [b]) => byName.compare(a, b))
    .map(([pod, lane]) => {
      lane.close(start + elapsedMs);
      return { pod, bars: lane.bars };
    });
}
