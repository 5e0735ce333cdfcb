import type { Answer, ApiStatus } from "../api/status.ts";
import type { Instant } from "../base/instant.ts";

/** When to look at a key again, besides whenever a change names it. */
export type Again =
  /** Not by itself. */
  | { readonly kind: "settled" }
  /** When the clock stands there. A deadline is when something is given up: who waits for rest does not wait for it. */
  | { readonly kind: "at"; readonly at: Instant; readonly isDeadline?: true }
  /**
   * With back-off, as after an error upstream, and when the clock stands at `at` if that is given; `error` is what
   * `--verbose` and the report of what is stuck say.
   */
  | { readonly kind: "retry"; readonly error: string; readonly at?: Instant };

export const SETTLED: Again = { kind: "settled" };

/** After a write that was refused. */
export function retryAfter({ message }: ApiStatus): Again {
  return { kind: "retry", error: message };
}

/** After the last write of a step. */
export function settledBy(answer: Answer): Again {
  return answer.ok ? SETTLED : retryAfter(answer.status);
}

/** The same where it makes no difference that the object is gone. */
export function settledOrGone(answer: Answer): Again {
  return answer.ok || answer.status.code === 404 ? SETTLED : retryAfter(answer.status);
}
