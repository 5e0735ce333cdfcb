import type { InSlices } from "../../src/plan/slices.ts";

/** Does all of a work without looking up. */
export function atOnce<T>(work: InSlices<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}
