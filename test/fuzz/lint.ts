// npm run fuzz -- lint [RUNS] [SEED]: changes texts and fields of manifests at random and looks at each; prints what
// repeats a failure.
import fc from "fast-check";
import { misfitManifest } from "../lint/misfits.ts";
import { lintSoundly, mutatedManifest, updateSoundly } from "../lint/mutations.ts";

const [runs = "20000", seed = "1"] = process.argv.slice(2);
const started = performance.now();
const settings = { numRuns: Number(runs), seed: Number(seed) };
fc.assert(fc.property(mutatedManifest, lintSoundly), settings);
fc.assert(fc.property(misfitManifest, lintSoundly), settings);
fc.assert(fc.property(mutatedManifest, mutatedManifest, updateSoundly), settings);
process.stdout.write(
  `${runs} manifests, seed ${seed}: no fault, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
);
