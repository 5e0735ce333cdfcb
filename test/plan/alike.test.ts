import { describe, expect, it } from "vitest";
import { perform } from "../../src/cluster/client/perform.ts";
import type { Snapshot } from "../../src/cluster/snapshot.ts";
import { groupsOf } from "../../src/plan/what-if/alike.ts";
import { openSimulation } from "../../src/sim/simulation.ts";
import { applied, cluster, fault, planned, setYaml, type SetOptions } from "./rehearsed.ts";

const NAMES = ["red", "green", "blue"];

function setsYaml(options: (name: string) => SetOptions): string {
  return NAMES.map((name) => setYaml({ name, ...options(name) })).join("---\n");
}

function requested(snapshot: Snapshot, text: string): Snapshot {
  const simulation = openSimulation(snapshot);
  perform(simulation.cluster, applied(text));
  return simulation.snapshot();
}

/** The names of the workloads that a rollout of another image puts into groups. */
function grouped(start: Snapshot, text: string): readonly (readonly string[])[] {
  const { steps, whatIf } = planned(start, applied(text));
  const rollouts = whatIf.map(({ workload }) => ({ workload, revision: "" }));
  return groupsOf(requested(start, text), rollouts, steps).map((group) => group.map(({ workload }) => workload.name));
}

const BYSTANDER = `---
apiVersion: v1
kind: Pod
metadata: {name: hermit, labels: {app: hermit}}
spec:
  containers: [{name: main, image: "hermit:1"}]
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: hermit}}}
`;

const READER = `---
apiVersion: v1
kind: Pod
metadata: {name: reader}
spec:
  containers: [{name: main, image: "reader:1"}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data-red-1}}]
`;

const DEPLOYMENT = (image: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: main, image: "${image}"}]}
`;

interface Case {
  readonly name: string;
  readonly options: (name: string) => SetOptions;
  /** Beside the sets, before and in the request. */
  readonly more?: (image: string) => string;
  readonly faults?: Parameters<typeof cluster>[1];
  readonly groups: number;
}

const CASES: readonly Case[] = [
  { name: "sets that ask for the same", options: () => ({}), groups: 1 },
  { name: "sets that wait for nothing", options: () => ({ spec: "podManagementPolicy: Parallel" }), groups: 1 },
  { name: "a set of another size", options: (name) => ({ replicas: name === "red" ? 2 : 3 }), groups: 2 },
  {
    name: "a set whose pods take longer to stop",
    options: (name) => ({ pod: name === "red" ? "terminationGracePeriodSeconds: 5" : "" }),
    groups: 2,
  },
  { name: "pods with claims of their own", options: () => ({ claims: "1Gi" }), groups: 1 },
  { name: "a claim that another pod mounts, too", options: () => ({ claims: "1Gi" }), more: () => READER, groups: 2 },
  {
    name: "a claim that is to go",
    options: () => ({ claims: "1Gi" }),
    faults: { after: ["delete pvc data-red-0"] },
    groups: 2,
  },
  { name: "pods for which it counts where others are", options: () => ({}), more: () => BYSTANDER, groups: 3 },
  { name: "faults in force", options: () => ({}), faults: { faults: [fault("node/node-9", "down")] }, groups: 3 },
  { name: "names that are made up", options: () => ({}), more: DEPLOYMENT, groups: 4 },
];

describe("rollouts that can only differ in names", () => {
  it.each(CASES)("are told from others: $name", ({ options, more = () => "", faults = {}, groups }) => {
    const text = (image: string): string => setsYaml((name) => ({ image, ...options(name) })) + more(image);
    expect(grouped(cluster(text("nginx:1.25"), faults), text("nginx:1.26"))).toHaveLength(groups);
  });

  it("are together but for the set of a pod that alone is under a fault", () => {
    const text = (image: string): string => setsYaml(() => ({ image, spec: "podManagementPolicy: Parallel" }));
    const simulation = openSimulation(cluster(text("nginx:1.25")));
    const uid = simulation.cluster.view().get("Pod", "default", "red-0")?.metadata.uid ?? "";
    simulation.fail({ ...fault("pod/red-0", "not-ready"), uid });
    simulation.run({ kind: "settled" });
    expect(grouped(simulation.snapshot(), text("nginx:1.26"))).toEqual([["red"], ["green", "blue"]]);
  });

  it.each([
    ["OrderedReady", {}],
    ["Parallel", {}],
    ["OrderedReady", { claims: "1Gi" }],
  ])("are found to go as they do when each is played: %s, %j", (policy, more) => {
    const text = (image: string): string =>
      setsYaml(() => ({ image, spec: `podManagementPolicy: ${policy}`, ...more }));
    const together = planned(cluster(text("nginx:1.25")), applied(text("nginx:1.26"))).whatIf;
    const apart = planned(cluster(text("nginx:1.25") + BYSTANDER), applied(text("nginx:1.26"))).whatIf;
    expect(together).toHaveLength(NAMES.length);
    expect(together).toEqual(apart);
  });
});
