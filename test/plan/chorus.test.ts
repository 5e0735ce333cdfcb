import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import type { Request } from "../../src/cluster/client/request.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { JsonObject } from "../../src/base/json.ts";
import { perform } from "../../src/cluster/client/perform.ts";
import type { Snapshot } from "../../src/cluster/snapshot.ts";
import type { View } from "../../src/cluster/view.ts";
import { inChorus } from "../../src/plan/chorus/chorus.ts";
import { Rehearsal, type Course } from "../../src/plan/rehearsal.ts";
import { atOnce } from "./at-once.ts";
import { openSimulation } from "../../src/sim/simulation.ts";
import { applied, asked, cluster, fault, planned, setYaml, type SetOptions, type Start } from "./rehearsed.ts";

/** In the order of manifests, which is not that of the names. */
const NAMES = ["red", "a-1", "green", "blue", "a", "web", "a-1-0", "moss", "b", "c"];

type Options = (name: string, image: string) => SetOptions;

function setsYaml(image: string, options: Options, names: readonly string[] = NAMES): string {
  return names.map((name) => setYaml({ name, image, ...options(name, image) })).join("---\n");
}

/** How a request's rollouts go when a few of them are played for all. */
function inParts(start: Snapshot, request: Request): Course | undefined {
  const simulation = openSimulation(start);
  perform(simulation.cluster, request);
  return atOnce(inChorus(start, simulation.snapshot(), simulation.cluster.view()));
}

/** How they go when each is played. */
function each(start: Snapshot, request: Request): Course {
  const rehearsal = new Rehearsal(start);
  atOnce(rehearsal.perform(request));
  atOnce(rehearsal.run());
  return rehearsal.course();
}

/** A cluster after a request of somebody's, at rest again. */
function after(start: Snapshot, ask: (cluster: Cluster) => unknown): Snapshot {
  const simulation = openSimulation(start);
  ask(simulation.cluster);
  simulation.run({ kind: "settled" });
  return simulation.snapshot();
}

function labelled(pod: string, labels: JsonObject): (cluster: Cluster) => unknown {
  const key = { kind: "Pod", namespace: "default", name: pod };
  return (cluster) => cluster.patch(key, { type: "merge", body: { metadata: { labels } } });
}

function cordoned(server: Cluster): unknown {
  const key = { kind: "Node", namespace: "", name: "node-1" };
  return server.patch(key, { type: "merge", body: { spec: { unschedulable: true } } });
}

function owned(server: Cluster): unknown {
  const { uid } = server.view().get("StatefulSet", "default", "blue")?.metadata ?? {};
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "blue", uid }];
  const key = { kind: "PersistentVolumeClaim", namespace: "default", name: "data-blue-0" };
  return server.patch(key, { type: "merge", body: { metadata: { ownerReferences } } });
}

function unversioned({ metadata, ...object }: KubeObject): unknown {
  const { resourceVersion: _version, ...kept } = metadata;
  return { ...object, metadata: kept };
}

/** All objects but Events, without their versions: those count the writes of all. */
function objectsIn(view: View): readonly unknown[] {
  const kinds = view.kinds().filter((kind) => kind !== "Event");
  return kinds.flatMap((kind) => view.list(kind).map(unversioned));
}

function expectSame(course: Course | undefined, played: Course): void {
  expect(course?.happenings).toEqual(played.happenings);
  expect(course?.fromOutside).toEqual(played.fromOutside);
  expect(course?.now).toBe(played.now);
  expect(course?.settled).toBe(played.settled);
  expect(course && objectsIn(course.view)).toEqual(objectsIn(played.view));
}

const [OLD, NEW] = ["nginx:1.25", "nginx:1.26"] as const;
const PLAIN: Options = () => ({});

const isLong = (name: string): boolean => name.length > 3;

const ALIKE: readonly (readonly [string, Options])[] = [
  ["one after the other", () => ({})],
  ["all at once", () => ({ spec: "podManagementPolicy: Parallel" })],
  ["with claims of their own", () => ({ claims: "1Gi" })],
  ["from a partition on", () => ({ spec: "updateStrategy: {rollingUpdate: {partition: 1}}" })],
  ["two at a time", () => ({ spec: "updateStrategy: {rollingUpdate: {maxUnavailable: 2}}" })],
  ["available after a while", () => ({ spec: "minReadySeconds: 7" })],
  ["from another ordinal on", () => ({ spec: "ordinals: {start: 3}" })],
  ["without a history", () => ({ spec: "revisionHistoryLimit: 0" })],
  ["of two kinds", (name) => ({ replicas: isLong(name) ? 2 : 3 })],
  ["that stop at different times", (name) => ({ pod: `terminationGracePeriodSeconds: ${isLong(name) ? 1 : 5}` })],
  ["of which one waits for nothing", (name) => ({ spec: name === "web" ? "podManagementPolicy: Parallel" : "" })],
];

const LOST = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "node-9" },
  spec: { taints: [{ key: "broken", effect: "NoExecute" }] },
};

const WIDGET = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" } };

const ORPHAN = {
  apiVersion: "apps/v1",
  kind: "ControllerRevision",
  metadata: { name: "blue-old", labels: { app: "blue" } },
  data: {},
  revision: 0,
};

const BUDGET = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: red}
spec: {minAvailable: 1, selector: {matchLabels: {app: red}}}
`;

const EVERYBODY = `---
apiVersion: v1
kind: Service
metadata: {name: everybody}
spec: {clusterIP: None, selector: {tier: data}, ports: [{port: 80}]}
`;

const QUOTA = `---
apiVersion: v1
kind: ResourceQuota
metadata: {name: all}
spec: {hard: {pods: "90"}}
`;

const RANGE = `---
apiVersion: v1
kind: LimitRange
metadata: {name: each}
spec: {limits: [{type: Container, default: {memory: 1Gi}}]}
`;

const CONFIG = (image: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {image: "${image}"}
`;

interface Case {
  readonly name: string;
  readonly options?: Options;
  /** Beside the sets. */
  readonly more?: (image: string) => string;
  readonly start?: Start;
  readonly ask?: (cluster: Cluster) => unknown;
  readonly names?: readonly string[];
}

const NOT_ALIKE: readonly Case[] = [
  { name: "too few to follow", names: ["red", "green", "blue", "web"] },
  {
    name: "sets that each ask for something else",
    options: (name) => ({ pod: `terminationGracePeriodSeconds: ${NAMES.indexOf(name)}` }),
  },
  { name: "a fault in force", start: { faults: [fault("node/node-9", "down")] } },
  {
    name: "pods of several sets behind one Service",
    options: () => ({ labels: ", tier: data" }),
    more: () => EVERYBODY,
  },
  { name: "a quota that all draw on", more: () => QUOTA },
  { name: "an object of a kind of which nothing is known", ask: (server) => server.create(WIDGET, "default") },
  { name: "a revision that nobody owns", ask: (server) => server.create(ORPHAN, "default") },
  { name: "a change of something else", more: CONFIG },
  { name: "a claim that is owned without need", options: () => ({ claims: "1Gi" }), ask: owned },
  { name: "a pod whose labels are not its set's", ask: labelled("web-0", { app: null }) },
  {
    name: "pods that others have to keep away from",
    options: () => ({
      pod: "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: red}}}]",
    }),
  },
  { name: "a node from which pods are evicted", ask: (server) => server.create(LOST, "") },
  { name: "a pod that is not ready", start: { faults: [fault("pod/web-0", "not-ready")] } },
  {
    name: "a rollout that ends badly",
    options: (_name, image) => ({ pod: image === NEW ? "nodeSelector: {disk: fast}" : "" }),
  },
];

describe("a request that changes sets alike", () => {
  it.each(ALIKE)("is told as if each was played: %s", (_name, options) => {
    const start = cluster(setsYaml(OLD, options) + BUDGET);
    const request = applied(setsYaml(NEW, options));
    expectSame(inParts(start, request), each(start, request));
    expect(planned(start, request).timeline).toEqual(each(start, request).happenings);
  });

  it.each(["rollout restart sts", `set image ${NAMES.map((name) => `sts/${name}`).join(" ")} nginx=${NEW}`])(
    "is told as if each was played, wherever its pods are: %s",
    (line) => {
      const some = cluster(setsYaml(OLD, PLAIN), { after: ["delete pod green-0 blue-2"] });
      const start = after(some, cordoned);
      expectSame(inParts(start, asked(line)), each(start, asked(line)));
    },
  );

  it("is told as if each was played where their containers get what they do not ask for", () => {
    const start = cluster(setsYaml(OLD, PLAIN) + RANGE);
    const request = applied(setsYaml(NEW, PLAIN) + RANGE);
    expectSame(inParts(start, request), each(start, request));
  });

  it("is told as if each was played where it goes back to a revision of old", () => {
    const start = after(cluster(setsYaml(OLD, PLAIN)), (server) => perform(server, applied(setsYaml(NEW, PLAIN))));
    const request = applied(setsYaml(OLD, PLAIN));
    expectSame(inParts(start, request), each(start, request));
  });

  it.each(NOT_ALIKE)("has each played where one may matter to another: $name", (given) => {
    const { options = PLAIN, more = () => "", start, ask = () => undefined, names = NAMES } = given;
    const text = (image: string): string => setsYaml(image, options, names) + more(image);
    const before = after(cluster(text(OLD), start), ask);
    expect(inParts(before, applied(text(NEW)))).toBeUndefined();
  });
});
