import type { ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Outcome, Request } from "../cluster/client/request.ts";
import type { Happening } from "../cluster/happening.ts";
import { keyText, type Workloads } from "./workloads.ts";

const SECOND = 1000;

/** What has become of the nodes of those pods that these delete after a while. */
const NODE_LOSSES: Readonly<Record<string, string>> = {
  "pod-garbage-collector": "gone",
  "taint-eviction-controller": "down",
};

/** The place of the last happening before a number, in a list by numbers; -1 where there is none. */
function lastBefore(list: readonly Happening[], seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.seq ?? seq) < seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The pods, by `namespace/name`, that a drain may not evict when it tries first. */
function heldPods({ warnings }: Outcome): ReadonlySet<string> {
  const held = warnings.flatMap((line) => {
    const [, pod, namespace] = /when evicting pods\/"([^"]+)" -n "([^"]+)"/.exec(line) ?? [];
    return pod === undefined || namespace === undefined ? [] : [`${namespace}/${pod}`];
  });
  return new Set(held);
}

/** What was asked for, what came of it, and what happened since. */
export interface Course {
  readonly start: Instant;
  readonly request: Request;
  readonly outcome: Outcome;
  readonly happenings: readonly Happening[];
  /** Nothing more happens by itself. */
  readonly settled: boolean;
  /** Who wrote the happenings, by their numbers, that are not the doing of a workload's controller. */
  readonly fromOutside: ReadonlyMap<number, string>;
}

/** Tells what a step of a pod waited for; a clause after `waits until`. */
export class Causes {
  readonly #course: Course;
  readonly #workloads: Workloads;
  readonly #held: ReadonlySet<string>;
  /** Pods that came or went, by their workloads. */
  readonly #moves = new Map<string, Happening[]>();

  constructor(course: Course, workloads: Workloads) {
    this.#course = course;
    this.#workloads = workloads;
    this.#held = heldPods(course.outcome);
    for (const item of course.happenings) {
      if (item.kind !== "pod" || (item.effect !== "ready" && item.effect !== "remove")) continue;
      const workload = workloads.ofPod(item);
      const id = workload === undefined ? "" : keyText(workload);
      const moves = this.#moves.get(id);
      if (moves === undefined) this.#moves.set(id, [item]);
      else moves.push(item);
    }
  }

  /** Undefined: for nothing. */
  of(item: Happening, workload: ObjectKey | undefined): string | undefined {
    const { fromOutside, request, start } = this.#course;
    const actor = fromOutside.get(item.seq);
    const loss = NODE_LOSSES[actor ?? ""];
    if (loss !== undefined && item.at > start) return `its node is ${loss} for ${(item.at - start) / SECOND}s`;
    if (actor !== undefined) return request.verb === "drain" ? this.#ofEviction(item) : undefined;
    return workload === undefined ? undefined : this.#ofController(item, workload);
  }

  #ofEviction({ at, namespace, name }: Happening): string | undefined {
    if (this.#held.has(`${namespace}/${name}`)) return "its disruption budget lets it go";
    return at === this.#course.start ? undefined : "the nodes before are drained";
  }

  /** What let the controller go on: the last pod of the same workload that came or went before. */
  #ofController(item: Happening, workload: ObjectKey): string | undefined {
    const moves = this.#moves.get(keyText(workload)) ?? [];
    const set = this.#workloads.object(workload) as
      | { readonly spec?: { readonly minReadySeconds?: number } }
      | undefined;
    const minReadyMs = (set?.spec?.minReadySeconds ?? 0) * SECOND;
    for (let index = lastBefore(moves, item.seq); index >= 0; index--) {
      const move = moves[index];
      if (move === undefined || item.at - move.at > minReadyMs + SECOND) return undefined;
      if (move.name === item.name) continue;
      if (move.effect === "remove" && move.at === item.at) return `${move.name} is gone`;
      if (move.effect !== "ready") continue;
      if (minReadyMs > 0 && item.at - move.at >= minReadyMs) {
        return `${move.name} is ready for ${minReadyMs / SECOND}s (minReadySeconds)`;
      }
      if (move.at === item.at && minReadyMs === 0) return `${move.name} is ready`;
    }
    return undefined;
  }
}
