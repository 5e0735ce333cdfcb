// npm run worlds -- [--mixed] [--count N] [--seed N] [--path PATH] [--mishaps N]: plays worlds, or one again.
import { parseArgs } from "node:util";
import { playWorlds } from "./campaign.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string" },
    seed: { type: "string" },
    path: { type: "string" },
    mishaps: { type: "string" },
    mixed: { type: "boolean" },
  },
});
const seed = Number(values.seed ?? Date.now() % 2_000_000_000);
const count = Number(values.count ?? (values.path === undefined ? 1000 : 1));
const started = performance.now();
const mishaps = Number(values.mishaps ?? 3);
const mixed = values.mixed === true;
const finding = playWorlds({
  seed,
  count,
  mishaps,
  mixed,
  ...(values.path === undefined ? {} : { path: values.path }),
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
if (finding === undefined) {
  process.stdout.write(
    `${values.path === undefined ? `${count} worlds` : "The world"} of seed ${seed} held (${seconds} s).\n`,
  );
} else {
  process.stderr.write(`${finding.error}\n${JSON.stringify(finding.world)}\n${finding.repeat}\n`);
  process.exitCode = 1;
}
