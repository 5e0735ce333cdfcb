import type { Instant } from "../base/instant.ts";
import { sameJson } from "../base/json.ts";
import type { NameChange, NameFate } from "./model.ts";

/** How long caches keep a miss: the SOA's minimum and TTL. @see RFC 2308; CoreDNS, plugin `kubernetes`, `ttl` */
export const MISS_CACHED_MS = 30_000;

/** One name over time. */
export class NameRecord {
  readonly before: readonly string[];
  readonly #start: Instant;
  after: readonly string[];
  unansweredMs = 0;
  firstAt: Instant | undefined;
  #goneAt: Instant | undefined;

  constructor(before: readonly string[], start: Instant) {
    this.before = before;
    this.after = before;
    this.#start = start;
  }

  answers(addresses: readonly string[], at: Instant): void {
    this.firstAt ??= at;
    if (addresses.length === 0) this.#goneAt ??= at;
    else if (this.#goneAt !== undefined) {
      this.unansweredMs += at - this.#goneAt;
      this.#goneAt = undefined;
    }
    this.after = addresses;
  }

  fate(isListed: () => boolean): NameFate | undefined {
    if (this.before.length === 0) return this.after.length === 0 ? undefined : "appears";
    if (this.after.length === 0) return isListed() ? "unanswered" : "vanishes";
    if (!sameJson([...this.before].sort(), [...this.after].sort())) return "changes";
    return this.unansweredMs > 0 ? "interrupted" : undefined;
  }

  /** `isListed`: whether what the name stands for is there in the end, ready or not; asked only of names without an answer. */
  change(name: string, namespace: string, isListed: () => boolean): readonly NameChange[] {
    const fate = this.fate(isListed);
    if (fate === undefined) return [];
    const { before, after } = this;
    const atMs = (this.firstAt ?? this.#start) - this.#start;
    const unansweredMs = fate === "changes" || fate === "interrupted" ? this.unansweredMs : 0;
    const isMissed = fate === "appears" || unansweredMs > 0;
    const cachedMs = isMissed ? unansweredMs + MISS_CACHED_MS : 0;
    return [{ name, namespace, fate, before, after, unansweredMs, cachedMs, atMs }];
  }
}
