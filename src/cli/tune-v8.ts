import { setFlagsFromString } from "node:v8";

/**
 * For code that runs for seconds and is wide, not deep: earlier optimisation without inlining, and a young generation
 * that grows at once.
 */
const FLAGS = ["--interrupt-budget=20000", "--max-inlined-bytecode-size-cumulative=0", "--semi-space-growth-factor=4"];

/** Sets V8's flags for a long run, in the V8 that they were measured with, Node 20's. See DECISIONS 26. */
export function tuneV8(): void {
  if (!process.versions.v8.startsWith("11.")) return;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
