// Plans a change of every image of 1,000 sets, and a scaling of one large set, and prints what each takes.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stateFile } from "../../src/backend/state-file.ts";
import { tuneV8 } from "../../src/cli/tune-v8.ts";
import { perform } from "../../src/cluster/client/perform.ts";
import type { Request, SourcedObject } from "../../src/cluster/client/request.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../src/cluster/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import { planText } from "../../src/print/plan/text.ts";
import { openSimulation } from "../../src/sim/simulation.ts";

const SETS = 1000;
const PODS = 5;
const LARGE = 10_000;
const STYLE = { width: 80, color: false };

function setNamed(name: string, replicas: number, image: string, policy: string): SourcedObject {
  const object = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name },
    spec: {
      serviceName: name,
      replicas,
      podManagementPolicy: policy,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "main", image }] } },
    },
  };
  return { file: "sets.yaml", object };
}

function serviceNamed(name: string): SourcedObject {
  const spec = { clusterIP: "None", selector: { app: name }, ports: [{ name: "http", port: 80 }] };
  return { file: "sets.yaml", object: { apiVersion: "v1", kind: "Service", metadata: { name }, spec } };
}

function apply(manifests: readonly SourcedObject[]): Request {
  return { verb: "apply", manifests, dryRun: "none", namespace: "default", namespaceIsExplicit: false };
}

function settled(manifests: readonly SourcedObject[]): Snapshot {
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  const { failures } = perform(simulation.cluster, apply(manifests));
  if (failures.length > 0) throw new Error("the sets are refused");
  simulation.run({ kind: "settled" });
  return simulation.snapshot();
}

function timed<T>(what: string, limitMs: number, act: () => T): T {
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const result = act();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const used = process.cpuUsage(cpu);
  const own = (used.user + used.system) / 1000;
  const figures = `${ms.toFixed(0).padStart(6)} ms, ${own.toFixed(0).padStart(6)} ms of CPU`;
  console.log(`${what.padEnd(64)} ${figures}  (limit ${limitMs} ms)`);
  return result;
}

function manySets(): void {
  const names = Array.from({ length: SETS }, (_, index) => `set-${index}`);
  const of = (image: string): readonly SourcedObject[] =>
    names.map((name) => setNamed(name, PODS, image, "OrderedReady"));
  const snapshot = settled([...of("app:1"), ...names.map(serviceNamed)]);
  const made = timed(`${SETS} sets of ${PODS} pods, every image changed: the plan`, 3000, () =>
    plan(snapshot, apply(of("app:2")), { from: "the state" }),
  );
  const text = timed("  its text", 300, () => planText(made, STYLE));
  console.log(
    `  ${made.steps.length} steps, ${made.whatIf.length} what-ifs, ${text.length} characters: ${text.trimEnd().split("\n").at(-1) ?? ""}`,
  );
}

async function oneLargeSet(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "stsctl-bench-"));
  try {
    const file = join(folder, "state.json");
    await stateFile(file, { shownAs: file }).commit(
      settled([setNamed("web", LARGE, "app:1", "Parallel"), serviceNamed("web")]),
      0,
    );
    const program = resolve("bin/stsctl.cjs");
    const words = [program, "plan", "scale", "sts/web", `--replicas=${LARGE + 1}`, "--state", file];
    for (const run of [1, 2, 3]) {
      timed(`one set of ${LARGE} pods scaled by one: the whole process, run ${run}`, 300, () => {
        const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
        if (status !== 0) throw new Error(stderr);
      });
    }
    timed("  of which Node alone", 300, () => spawnSync(process.execPath, ["-e", "0"]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// As the program does for states as large as these.
tuneV8("rehearsal");
manySets();
await oneLargeSet();
