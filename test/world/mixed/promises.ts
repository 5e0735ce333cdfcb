import type { DaemonSet } from "../../../src/api/kinds/daemonset/types.ts";
import type { Deployment } from "../../../src/api/kinds/deployment/types.ts";
import { isActive, isAvailable, isFinished } from "../../../src/api/kinds/pod/lifecycle.ts";
import type { EndpointSlice } from "../../../src/api/kinds/endpointslice/types.ts";
import type { Node } from "../../../src/api/kinds/node/types.ts";
import { isPodReady, type Pod } from "../../../src/api/kinds/pod/types.ts";
import { disruptionAllowed } from "../../../src/api/kinds/poddisruptionbudget/disruption-allowed.ts";
import type { PodDisruptionBudget } from "../../../src/api/kinds/poddisruptionbudget/types.ts";
import type { ReplicaSet } from "../../../src/api/kinds/replicaset/types.ts";
import type { Service } from "../../../src/api/kinds/service/types.ts";
import type { KindName, KindTypes } from "../../../src/api/kinds.ts";
import { controllerOf, namespaceOf, type KubeObject } from "../../../src/api/object.ts";
import { selects } from "../../../src/api/selector.ts";
import { EPOCH } from "../../../src/base/instant.ts";
import type { Cluster } from "../../../src/cluster/cluster.ts";
import type { Snapshot } from "../../../src/cluster/snapshot.ts";
import { answer } from "../../../src/dns/answer.ts";
import { DEFAULT_DNS_CONFIG } from "../../../src/dns/config.ts";
import { openZone, type Zone } from "../../../src/dns/zone.ts";
import { isUndisturbed } from "../invariants.ts";
import { demandIn } from "./demand.ts";

const HASH = "controller-revision-hash";

function listed<K extends KindName>(snapshot: Snapshot, kind: K): readonly KindTypes[K][] {
  return snapshot.objects.filter((one) => one.kind === kind) as readonly KubeObject[] as readonly KindTypes[K][];
}

const ownedBy = <T extends KubeObject>(objects: readonly T[], owner: KubeObject): readonly T[] =>
  objects.filter((one) => controllerOf(one)?.uid === owner.metadata.uid);

function same(what: string, got: unknown, want: unknown): readonly string[] {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  return a === b ? [] : [`${what}: ${a}, but ${b} by what is there`];
}

const nameOf = (object: KubeObject): string => `${object.kind}/${object.metadata.name}`;
const isLeaving = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined;

/** No owner that an object names is gone; but of objects that are being deleted, and of what is kept from going. */
function owners(snapshot: Snapshot): readonly string[] {
  const uids = new Set(snapshot.objects.map(({ metadata }) => metadata.uid));
  return snapshot.objects.flatMap((object) => {
    if (isLeaving(object)) return [];
    const lost = (object.metadata.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid));
    return lost.map(({ kind, name }) => `${nameOf(object)} is owned by ${kind}/${name}, which is gone`);
  });
}

/** Whether a budget allows nothing, since nobody can tell how many pods there ought to be: its figures stay what they were. */
function isUncounted(object: KubeObject): boolean {
  const { status } = object as Partial<PodDisruptionBudget>;
  const said = status === undefined ? undefined : disruptionAllowed(status);
  return said?.["reason"] === "SyncFailed" && status?.disruptionsAllowed === 0;
}

const OBSERVED: ReadonlySet<string> = new Set([
  "StatefulSet",
  "Deployment",
  "ReplicaSet",
  "DaemonSet",
  "PodDisruptionBudget",
]);

function observed(snapshot: Snapshot): readonly string[] {
  return snapshot.objects.flatMap((object) => {
    if (!OBSERVED.has(object.kind) || isLeaving(object) || isUncounted(object)) return [];
    const { status } = object as { status?: { observedGeneration?: number } };
    return same(`observed generation of ${nameOf(object)}`, status?.observedGeneration, object.metadata.generation);
  });
}

function replicaSets(snapshot: Snapshot): readonly string[] {
  return listed(snapshot, "ReplicaSet").flatMap((set) => {
    const pods = ownedBy(listed(snapshot, "Pod"), set).filter((pod) => selects(set.spec.selector, pod.metadata.labels));
    const active = pods.filter(isActive);
    const { status } = set;
    const available = active.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, snapshot.clock));
    return [
      ...same(
        `status of ${nameOf(set)}`,
        [status?.replicas, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0, status?.terminatingReplicas],
        [
          active.length,
          active.filter(isPodReady).length,
          available.length,
          pods.filter((one) => !isActive(one) && !isFinished(one)).length,
        ],
      ),
      ...(isLeaving(set) ? [] : same(`pods of ${nameOf(set)}`, active.length, set.spec.replicas ?? 1)),
    ];
  });
}

type Counted = Pick<NonNullable<Deployment["status"]>, "replicas" | "readyReplicas" | "availableReplicas">;

function deployments(snapshot: Snapshot): readonly string[] {
  return listed(snapshot, "Deployment").flatMap((deployment) => {
    if (isLeaving(deployment)) return [];
    const sets = ownedBy(listed(snapshot, "ReplicaSet"), deployment);
    const sum = (of: keyof Counted): number => sets.reduce((all, set) => all + (set.status?.[of] ?? 0), 0);
    const { status } = deployment;
    const numbers = sets.map((set) => set.metadata.annotations?.["deployment.kubernetes.io/revision"]);
    return [
      ...same(
        `status of ${nameOf(deployment)}`,
        [status?.replicas ?? 0, status?.readyReplicas ?? 0, status?.availableReplicas ?? 0],
        [sum("replicas"), sum("readyReplicas"), sum("availableReplicas")],
      ),
      ...(new Set(numbers).size === numbers.length ? [] : [`${nameOf(deployment)} has revisions ${numbers.join()}`]),
    ];
  });
}

/** The node that a pod of a DaemonSet is on, or is meant for. */
export function nodeOf(pod: Pod): string | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return pod.spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0];
}

export function isReachable({ spec }: Node): boolean {
  return spec.taints?.some(({ key }) => key === "node.kubernetes.io/unreachable") !== true;
}

/** Nothing but being unreachable keeps a DaemonSet's pods off the nodes of these worlds. */
function daemonSets(snapshot: Snapshot): readonly string[] {
  const nodes = listed(snapshot, "Node")
    .filter(isReachable)
    .map(({ metadata }) => metadata.name);
  return listed(snapshot, "DaemonSet").flatMap((set) => {
    if (isLeaving(set)) return [];
    const pods = ownedBy(listed(snapshot, "Pod"), set);
    const covered = nodes.filter((node) => pods.some((pod) => nodeOf(pod) === node));
    return [
      ...same(`nodes of ${nameOf(set)}`, covered, nodes),
      ...same(
        `status of ${nameOf(set)}`,
        [set.status?.desiredNumberScheduled, set.status?.currentNumberScheduled],
        [nodes.length, covered.length],
      ),
    ];
  });
}

function budgets(snapshot: Snapshot, { cluster }: Around): readonly string[] {
  return listed(snapshot, "PodDisruptionBudget").flatMap((budget) => {
    const { desired, healthy, expected } = demandIn(budget, cluster.view());
    const { status } = budget;
    const disrupted = Object.keys(status?.disruptedPods ?? {}).length;
    if (desired === undefined) return same(`what ${nameOf(budget)} allows`, isUncounted(budget), true);
    if (disrupted > 0) return [];
    const spare = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    return same(
      `status of ${nameOf(budget)}`,
      [status?.currentHealthy, status?.desiredHealthy, status?.expectedPods, status?.disruptionsAllowed],
      [healthy, desired, expected, spare],
    );
  });
}

const slicesOf = (snapshot: Snapshot, { metadata }: Service): readonly EndpointSlice[] =>
  listed(snapshot, "EndpointSlice").filter(
    (slice) =>
      slice.metadata.labels?.["kubernetes.io/service-name"] === metadata.name &&
      namespaceOf(slice) === namespaceOf({ metadata } as Service),
  );

/** But of pods whose node is gone: nobody looks at these for that. */
function endpoints(snapshot: Snapshot): readonly string[] {
  const nodes = new Set(listed(snapshot, "Node").map(({ metadata }) => metadata.name));
  return listed(snapshot, "Service").flatMap((service) => {
    const { selector } = service.spec;
    if (selector === undefined) return [];
    const pods = listed(snapshot, "Pod").filter(
      (pod) => pod.metadata.labels?.["app"] === selector["app"] && pod.status?.podIP !== undefined && !isFinished(pod),
    );
    const lost = new Set(
      pods.filter(({ spec }) => !nodes.has(spec.nodeName ?? "")).map(({ metadata }) => metadata.name),
    );
    const want = pods
      .filter(({ metadata }) => !lost.has(metadata.name))
      .map((pod) => `${pod.metadata.name}=${pod.status?.podIP}:${isPodReady(pod) && !isLeaving(pod)}`);
    const got = slicesOf(snapshot, service).flatMap((slice) =>
      slice.endpoints.flatMap((one) =>
        lost.has(one.targetRef?.name ?? "")
          ? []
          : `${one.targetRef?.name}=${one.addresses[0]}:${one.conditions?.ready}`,
      ),
    );
    return same(`endpoints of ${nameOf(service)}`, got.toSorted(), want.toSorted());
  });
}

function addressesAt(zone: Zone, labels: readonly string[]): readonly string[] {
  const reply = answer(zone, { name: [...labels, "default", "svc", "cluster", "local"], type: "A" });
  return reply.answer.flatMap(({ data }) => (data.type === "A" ? [data.address] : [])).toSorted();
}

function names(snapshot: Snapshot, { cluster }: Around): readonly string[] {
  const zone = openZone(cluster.view(), DEFAULT_DNS_CONFIG, cluster.now);
  return listed(snapshot, "Service").flatMap((service) => {
    if (service.metadata.name === "kubernetes") return [];
    const { name } = service.metadata;
    const { clusterIP } = service.spec;
    const ready = slicesOf(snapshot, service).flatMap(({ endpoints }) =>
      endpoints.filter((one) => one.conditions?.ready !== false),
    );
    const want = clusterIP === "None" ? ready.flatMap(({ addresses }) => addresses) : [clusterIP ?? ""];
    const named = ready.filter(({ hostname }) => hostname !== undefined && clusterIP === "None");
    return [
      ...same(`answer to ${name}`, addressesAt(zone, [name]), [...new Set(want)].toSorted()),
      ...named.flatMap(({ hostname = "", addresses }) =>
        same(`answer to ${hostname}.${name}`, addressesAt(zone, [hostname, name]), addresses),
      ),
    ];
  });
}

/** A source has a burst of 25 words about an object, and one more in five minutes. */
function events(snapshot: Snapshot): readonly string[] {
  const counts = new Map<string, number>();
  for (const event of listed(snapshot, "Event")) {
    const key = `${event.source?.component} about ${event.involvedObject.kind}/${event.involvedObject.name} (${event.involvedObject.uid}, ${event.type})`;
    counts.set(key, (counts.get(key) ?? 0) + (event.count ?? 1));
  }
  const most = 25 + Math.ceil((snapshot.clock - EPOCH) / 300_000);
  return [...counts].flatMap(([key, count]) => (count <= most ? [] : [`${count} events of ${key}`]));
}

export interface Around {
  readonly cluster: Cluster;
}

/** What holds whenever the controllers came to rest and none of them failed. */
export function atRest(snapshot: Snapshot, around: Around): readonly string[] {
  return [
    ...owners(snapshot),
    ...observed(snapshot),
    ...replicaSets(snapshot),
    ...deployments(snapshot),
    ...daemonSets(snapshot),
    ...budgets(snapshot, around),
  ];
}

/** What holds at every pause. */
export function always(snapshot: Snapshot, around: Around): readonly string[] {
  return [...endpoints(snapshot), ...names(snapshot, around), ...events(snapshot)];
}

/** Claims of pods that stay are protected, and so is what waits for them. */
function isInUse(object: KubeObject, snapshot: Snapshot): boolean {
  if (object.kind !== "PersistentVolumeClaim") return false;
  const mounts = ({ spec }: Pod): boolean =>
    spec.volumes?.some(({ persistentVolumeClaim: claim }) => claim?.claimName === object.metadata.name) === true;
  return listed(snapshot, "Pod").some(mounts);
}

function isWell(deployment: Deployment, snapshot: Snapshot): readonly string[] {
  const replicas = deployment.spec.replicas ?? 1;
  const sets = ownedBy(listed(snapshot, "ReplicaSet"), deployment);
  if (deployment.spec.paused === true) return [];
  const active = sets.filter((set) => (set.spec.replicas ?? 0) > 0);
  const images = active.map((set: ReplicaSet) => set.spec.template?.spec.containers[0]?.image);
  const idle = sets.length - (replicas === 0 ? 1 : active.length);
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const condition = deployment.status?.conditions?.find(({ type }) => type === "Progressing");
  return [
    ...same(
      `images of ${nameOf(deployment)}`,
      images,
      replicas === 0 ? [] : [deployment.spec.template.spec.containers[0]?.image],
    ),
    ...same(`available pods of ${nameOf(deployment)}`, deployment.status?.availableReplicas ?? 0, replicas),
    ...(idle > limit ? [`${nameOf(deployment)} keeps ${idle} old sets`] : []),
    ...same(`progress of ${nameOf(deployment)}`, condition?.reason, "NewReplicaSetAvailable"),
  ];
}

function isCovered(set: DaemonSet, snapshot: Snapshot): readonly string[] {
  const nodes = listed(snapshot, "Node").length;
  const pods = ownedBy(listed(snapshot, "Pod"), set);
  const revisions = ownedBy(listed(snapshot, "ControllerRevision"), set);
  const newest = Math.max(...revisions.map(({ revision }) => revision));
  const current = revisions.find(({ revision }) => revision === newest)?.metadata.labels?.[HASH];
  const isOld = (pod: Pod): boolean => pod.metadata.labels?.[HASH] !== current;
  const old = set.spec.updateStrategy?.type === "OnDelete" ? [] : pods.filter(isOld);
  const held = new Set(pods.map((pod) => pod.metadata.labels?.[HASH]));
  const kept = revisions.filter(
    ({ metadata }) => !held.has(metadata.labels?.[HASH]) && metadata.labels?.[HASH] !== current,
  );
  return [
    ...same(`pods of ${nameOf(set)}`, pods.length, nodes),
    ...same(`available pods of ${nameOf(set)}`, set.status?.numberAvailable ?? 0, nodes),
    ...old.map((pod) => `${pod.metadata.name} is not updated although nothing is wrong`),
    ...(kept.length > (set.spec.revisionHistoryLimit ?? 10)
      ? [`${nameOf(set)} keeps ${kept.length} old revisions`]
      : []),
  ];
}

/** Without a fault, with all nodes there and everybody woken, all is as it was asked for. */
export function progress(snapshot: Snapshot): readonly string[] {
  if (!isUndisturbed(snapshot)) return [];
  return [
    ...listed(snapshot, "Deployment").flatMap((one) => (isLeaving(one) ? [] : isWell(one, snapshot))),
    ...listed(snapshot, "DaemonSet").flatMap((one) => (isLeaving(one) ? [] : isCovered(one, snapshot))),
    ...snapshot.objects.flatMap((one) =>
      isLeaving(one) && !isInUse(one, snapshot) ? [`${nameOf(one)} never goes`] : [],
    ),
  ];
}
