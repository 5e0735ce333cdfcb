// Creates, rolls and deletes sets of growing size and prints what each takes, and the growth factor per tenfold.
import { spawnSync } from "node:child_process";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";

interface Figures {
  readonly phase: string;
  readonly virtualSeconds: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly steps: number;
}

function statefulSet(replicas: number, policy: string, image: string): object {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", namespace: "default" },
    spec: {
      serviceName: "web",
      replicas,
      podManagementPolicy: policy,
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: { containers: [{ name: "nginx", image, ports: [{ containerPort: 80, name: "http" }] }] },
      },
    },
  };
}

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", namespace: "default" },
  spec: { clusterIP: "None", selector: { app: "web" }, ports: [{ name: "http", port: 80 }] },
};

const KEY = { kind: "StatefulSet", namespace: "default", name: "web" };

function measured(phase: string, simulation: Simulation, act: () => void): Figures {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  act();
  const report = simulation.run({ kind: "settled" });
  const used = process.cpuUsage(cpu);
  return {
    phase,
    virtualSeconds: report.elapsedMs / 1000,
    wallMs: Number(process.hrtime.bigint() - wall) / 1e6,
    cpuMs: (used.user + used.system) / 1000,
    steps: report.steps,
  };
}

function must(answer: { readonly ok: boolean; readonly status?: { readonly message: string } }): void {
  if (!answer.ok) throw new Error(answer.status?.message);
}

/** One size in a process of its own, so that its peak memory is its own. */
function single(replicas: number, policy: string, phases: string): void {
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  simulation.run({ kind: "settled" });
  const { cluster } = simulation;
  const all: Figures[] = [];
  all.push(
    measured("create", simulation, () => {
      must(cluster.create(SERVICE, "default"));
      must(cluster.create(statefulSet(replicas, policy, "nginx:1.25"), "default"));
    }),
  );
  if (phases === "all") {
    const patch = { spec: { template: { spec: { containers: [{ name: "nginx", image: "nginx:1.26" }] } } } };
    all.push(measured("update", simulation, () => must(cluster.patch(KEY, { type: "strategic", body: patch }))));
    all.push(measured("delete", simulation, () => must(cluster.delete(KEY))));
  }
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ all, peakMb })}\n`);
}

function run(replicas: number, policy: string, phases: string): { all: Figures[]; peakMb: number } {
  const child = spawnSync(process.execPath, [process.argv[1] ?? "", "single", String(replicas), policy, phases], {
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as { all: Figures[]; peakMb: number };
}

function table(): void {
  const print = (cells: readonly string[]): void => {
    const widths = [14, 9, 8, 12, 10, 10, 10, 9, 8];
    process.stdout.write(`${cells.map((cell, index) => cell.padStart(widths[index] ?? 8)).join("")}\n`);
  };
  print(["policy", "pods", "phase", "virtual s", "wall ms", "CPU ms", "steps", "peak MB", "growth"]);
  for (const policy of ["OrderedReady", "Parallel"]) {
    const before = new Map<string, number>();
    const sizes = policy === "Parallel" ? [100, 1000, 10_000, 100_000] : [100, 1000, 10_000];
    for (const replicas of sizes) {
      const { all, peakMb } = run(replicas, policy, replicas === 100_000 ? "create" : "all");
      for (const { phase, virtualSeconds, wallMs, cpuMs, steps } of all) {
        const smaller = before.get(phase);
        const growth = smaller === undefined ? "" : `x${(cpuMs / smaller).toFixed(1)}`;
        before.set(phase, cpuMs);
        const figures = [
          virtualSeconds.toFixed(0),
          wallMs.toFixed(0),
          cpuMs.toFixed(0),
          String(steps),
          peakMb.toFixed(0),
        ];
        print([policy, String(replicas), phase, ...figures, growth]);
      }
    }
  }
}

const [mode, replicas, policy, phases] = process.argv.slice(2);
if (mode === "single") single(Number(replicas), policy ?? "Parallel", phases ?? "all");
else table();
