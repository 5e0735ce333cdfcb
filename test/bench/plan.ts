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
import { atOnce } from "../plan/at-once.ts";
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

function milliseconds<T>(act: () => T): { readonly result: T; readonly ms: number } {
  const start = process.hrtime.bigint();
  const result = act();
  return { result, ms: Number(process.hrtime.bigint() - start) / 1e6 };
}

function told(what: string, limitMs: number, figures: string): void {
  console.log(`${what.padEnd(64)} ${figures}  (limit ${limitMs} ms)`);
}

const shown = (ms: number): string => `${ms.toFixed(0).padStart(6)} ms`;

/** Of work in this process. */
function timed<T>(what: string, limitMs: number, act: () => T): T {
  const before = process.cpuUsage();
  const { result, ms } = milliseconds(act);
  const { user, system } = process.cpuUsage(before);
  told(what, limitMs, `${shown(ms)}, ${shown((user + system) / 1000)} of CPU`);
  return result;
}

/** Of a process of its own. */
function timedProcess(what: string, limitMs: number, words: readonly string[]): void {
  const { result, ms } = milliseconds(() => spawnSync(process.execPath, words, { encoding: "utf8" }));
  if (result.status !== 0) throw new Error(result.stderr);
  told(what, limitMs, shown(ms));
}

function manySets(): void {
  const names = Array.from({ length: SETS }, (_, index) => `set-${index}`);
  const of = (image: string): readonly SourcedObject[] =>
    names.map((name) => setNamed(name, PODS, image, "OrderedReady"));
  const snapshot = settled([...of("app:1"), ...names.map(serviceNamed)]);
  const made = timed(`${SETS} sets of ${PODS} pods, every image changed: the plan`, 3000, () =>
    atOnce(plan(snapshot, apply(of("app:2")), { from: "the state" })),
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
      timedProcess(`one set of ${LARGE} pods scaled by one: the whole process, run ${run}`, 300, words);
    }
    timedProcess("  of which Node alone", 300, ["-e", "0"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// As the program does for states as large as these.
tuneV8("rehearsal");
manySets();
await oneLargeSet();
