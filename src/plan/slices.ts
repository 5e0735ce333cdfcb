/** How far a rehearsal is: virtual time that has passed, and steps of controllers. */
export interface Slice {
  readonly elapsedMs: number;
  readonly steps: number;
}

/** Work that stops for a moment every few milliseconds, so that whoever has it done can look up, or leave it. */
export type InSlices<T> = Generator<Slice, T, void>;

/** Does all of a work without looking up. */
export function atOnce<T>(work: InSlices<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}
