import { perform } from "../../src/cluster/client/perform.ts";
import type { Request, SourcedObject } from "../../src/cluster/client/request.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../src/cluster/snapshot.ts";
import type { Fault, FaultKind } from "../../src/cluster/world.ts";
import { readManifests } from "../../src/manifest/read.ts";
import type { Plan, VerdictWord } from "../../src/plan/model.ts";
import { plan, type PlanOptions } from "../../src/plan/plan.ts";
import { atOnce } from "./at-once.ts";
import { actOf } from "../../src/plan/command-line.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";

/** The objects of a YAML text, as `-f` reads them. */
function manifests(text: string, file = "web.yaml"): readonly SourcedObject[] {
  return readManifests({ file, bytes: new TextEncoder().encode(text) }).manifests;
}

export function applied(text: string): Request {
  return {
    verb: "apply",
    manifests: manifests(text),
    dryRun: "none",
    namespace: "default",
    namespaceIsExplicit: false,
  };
}

/** The request of a command line: `scale sts web --replicas=1`. */
export function asked(line: string): Request {
  const act = actOf(`stsctl ${line}`);
  if (act === undefined || !("request" in act)) throw new Error(`not a request: ${line}`);
  return act.request;
}

export function drained(words: readonly string[], disableEviction = false): Request {
  return {
    verb: "drain",
    targets: { words, bareNameKind: "Node" },
    dryRun: "none",
    ignoreDaemonSets: true,
    deleteEmptyDirData: true,
    ...(disableEviction ? { disableEviction } : {}),
    namespace: "default",
    namespaceIsExplicit: false,
  };
}

export function fault(target: string, as: FaultKind): Fault {
  return { target, namespace: /^(pod|pvc)\//.test(target) ? "default" : "", as };
}

export interface Start {
  readonly faults?: readonly Fault[];
  /** Command lines, one after the other. */
  readonly after?: readonly string[];
}

function settledWith(simulation: Simulation, request: Request): void {
  const { failures } = perform(simulation.cluster, request);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  simulation.run({ kind: "settled" });
}

/** A cluster with these manifests applied and settled. */
export function cluster(text: string, { faults = [], after = [] }: Start = {}): Snapshot {
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  settledWith(simulation, applied(text));
  for (const one of faults) simulation.fail(one);
  simulation.run({ kind: "settled" });
  for (const line of after) settledWith(simulation, asked(line));
  return simulation.snapshot();
}

export function planned(snapshot: Snapshot, request: Request, options: Partial<PlanOptions> = {}): Plan {
  return atOnce(plan(snapshot, request, { from: "the state", ...options }));
}

export function words({ verdicts }: Plan): readonly VerdictWord[] {
  return [...new Set(verdicts.map(({ word }) => word))];
}

export interface SetOptions {
  readonly name?: string;
  readonly replicas?: number;
  readonly image?: string;
  /** Lines of YAML below `spec`. */
  readonly spec?: string;
  /** Lines of YAML below the pod template's `spec`. */
  readonly pod?: string;
  readonly claims?: string;
  /** Of the pod template besides `app`, as `, name: value`. */
  readonly labels?: string;
}

function indented(text: string, columns: number): string {
  return text === "" ? "" : `${text.trim().replace(/^/gm, " ".repeat(columns))}\n`;
}

/** A headless Service and its StatefulSet. */
export function setYaml({
  name = "web",
  replicas = 3,
  image = "nginx:1.25",
  spec = "",
  pod = "",
  claims = "",
  labels = "",
}: SetOptions = {}): string {
  const template =
    claims === ""
      ? ""
      : `  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources: {requests: {storage: ${claims}}}\n`;
  const mount = claims === "" ? "" : "        volumeMounts:\n        - {name: data, mountPath: /data}\n";
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  clusterIP: None
  selector: {app: ${name}}
  ports: [{port: 80, name: http}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
${indented(spec, 2)}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}${labels}}}
    spec:
${indented(pod, 6)}      containers:
      - name: nginx
        image: ${image}
${mount}${template}`;
}
