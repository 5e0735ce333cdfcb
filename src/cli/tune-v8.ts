import { setFlagsFromString } from "node:v8";

/** Inlining multiplies what the optimising compiler has to work through, and code that is wide, not deep, gains little by it. */
const NO_INLINING = "--max-inlined-bytecode-size-cumulative=0";

/** Loops of array methods written out, and loops unrolled by a turn, cost the same and gain the same little. */
const CALLED_LOOPS = "--no-turbo-inline-array-builtins";
const PLAIN_LOOPS = "--no-turbo-loop-peeling";

/** A young generation that grows at once. */
const GROWTH = "--semi-space-growth-factor=4";

const FLAGS = {
  /** Seconds of judging: earlier optimisation. */
  lint: ["--interrupt-budget=20000", NO_INLINING, CALLED_LOOPS, PLAIN_LOOPS, GROWTH],
  /** Many functions run ten thousand times and no more: optimisation of what runs longer. */
  rehearsal: ["--interrupt-budget=80000", NO_INLINING, GROWTH],
} as const;

/** Sets V8's flags for a long run, in the V8 that they were measured with, Node 20's. See DECISIONS 26 and 33. */
export function tuneV8(run: keyof typeof FLAGS): void {
  if (!process.versions.v8.startsWith("11.")) return;
  for (const flag of FLAGS[run]) setFlagsFromString(flag);
}
