// npm run fuzz -- dns [COUNT] [SEED]: mutated packets, a million unless said otherwise.
import { fuzzResponder } from "./dns-packets.ts";

const [count = "1000000", seed = "1"] = process.argv.slice(2);
const begin = performance.now();
const { packets, answered, slowestMs } = fuzzResponder(Number(count), Number(seed), () => performance.now());
const seconds = (performance.now() - begin) / 1000;
process.stdout.write(
  `${packets} packets in ${seconds.toFixed(1)} s, ${answered} answered, the slowest in ${slowestMs.toFixed(1)} ms\n`,
);
