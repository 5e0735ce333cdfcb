import { byNumbers } from "../../base/natural-order.ts";
import type { Instant } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";

/** What a pod was in for a while. */
type SpanState = "starting" | "ready" | "waiting" | "terminating" | "failed";

export interface Span {
  readonly state: SpanState;
  readonly from: Instant;
  readonly to: Instant;
  /** The revision the pod was made from, or why it waits. */
  readonly label: string;
}

/** A line of the picture: one pod name and what it was in over time. */
export interface Lane {
  readonly pod: string;
  readonly spans: readonly Span[];
}

interface Open {
  readonly state: SpanState;
  readonly from: Instant;
  readonly label: string;
}

const NEXT: Readonly<Partial<Record<Happening["effect"], SpanState>>> = {
  create: "starting",
  ready: "ready",
  unready: "waiting",
  waiting: "waiting",
  failed: "failed",
  succeeded: "failed",
  delete: "terminating",
};

function labelFor(item: Happening, before: Open | undefined): string {
  if (item.effect === "create") return item.revision ?? "";
  return item.reason ?? before?.label ?? "";
}

class LaneBuilder {
  readonly spans: Span[] = [];
  #open: Open | undefined;

  take(item: Happening): void {
    const state = NEXT[item.effect];
    if (state === undefined && item.effect !== "remove") return;
    const before = this.#open;
    this.close(item.at);
    this.#open = state === undefined ? undefined : { state, from: item.at, label: labelFor(item, before) };
  }

  close(at: Instant): void {
    if (this.#open !== undefined && at > this.#open.from) this.spans.push({ ...this.#open, to: at });
  }
}

/** The lanes of all pods that something happened to, by name; spans still open end at `until`. */
export function lanes(happenings: readonly Happening[], until: Instant): readonly Lane[] {
  const builders = new Map<string, LaneBuilder>();
  for (const item of happenings) {
    if (item.kind !== "pod") continue;
    const builder = builders.get(item.name) ?? new LaneBuilder();
    builders.set(item.name, builder);
    builder.take(item);
  }
  return [...builders]
    .sort(([a], [b]) => byNumbers(a, b))
    .map(([pod, builder]) => {
      builder.close(until);
      return { pod, spans: builder.spans };
    });
}
