// How long the program takes to start: medians of alternated runs, beside bare node and kubectl where there is one.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROUNDS = Number(process.argv[2] ?? 21);
const bin = resolve("bin/stsctl.cjs");
const manifest = resolve("fixtures/manifests/webserver.yaml");
const folder = mkdtempSync(join(tmpdir(), "stsctl-start-"));
const state = ["--state", join(folder, "state.json")];

interface Contender {
  readonly name: string;
  readonly argv: readonly string[];
}

function kubectl(): readonly Contender[] {
  const found = spawnSync("kubectl", ["version", "--client"], { stdio: "ignore" });
  if (found.status !== 0) process.stdout.write("kubectl: not on this machine, left out\n");
  return found.status === 0 ? [{ name: "kubectl version --client", argv: ["kubectl", "version", "--client"] }] : [];
}

const contenders: readonly Contender[] = [
  { name: "node -e 0", argv: [process.execPath, "-e", "0"] },
  { name: "stsctl --version", argv: [process.execPath, bin, "--version"] },
  { name: "stsctl get sts", argv: [process.execPath, bin, "get", "sts", ...state] },
  { name: "stsctl lint FILE", argv: [process.execPath, bin, "lint", manifest] },
  { name: "stsctl apply -q -f FILE", argv: [process.execPath, bin, "apply", "-q", "-f", manifest, ...state] },
  ...kubectl(),
];

function wallMs({ argv }: Contender): number {
  const start = process.hrtime.bigint();
  const [program = "", ...rest] = argv;
  spawnSync(program, rest, { stdio: "ignore", cwd: folder });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

if (!existsSync(resolve("dist/stsctl.cjs"))) throw new Error("build first: npm run build");
spawnSync(process.execPath, [bin, "apply", "-q", "-f", manifest, ...state], { stdio: "ignore", cwd: folder });
const walls = new Map(contenders.map(({ name }) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS + 1; round++) {
  for (let turn = 0; turn < contenders.length; turn++) {
    const contender = contenders[(turn + round) % contenders.length];
    if (contender === undefined) continue;
    const wall = wallMs(contender);
    if (round > 0) walls.get(contender.name)?.push(wall);
  }
}
const bare = median(walls.get("node -e 0") ?? []);
process.stdout.write(`medians of ${ROUNDS} rounds\n`);
for (const [name, values] of walls) {
  const middle = median(values);
  process.stdout.write(
    `${name.padEnd(26)}${middle.toFixed(1).padStart(8)} ms${(middle / bare).toFixed(2).padStart(7)} x bare node\n`,
  );
}
rmSync(folder, { recursive: true, force: true });
