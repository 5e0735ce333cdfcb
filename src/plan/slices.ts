/** How far a rehearsal is: virtual time that has passed, and steps of controllers. */
export interface Slice {
  readonly elapsedMs: number;
  readonly steps: number;
}

/** Work that stops for a moment every few milliseconds, so that whoever has it done can look up, or leave it. */
export type InSlices<T> = Generator<Slice, T, void>;
