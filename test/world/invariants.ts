import type { Endpoint, EndpointSlice } from "../../src/api/kinds/endpointslice/types.ts";
import { isPodReady, type Pod } from "../../src/api/kinds/pod/types.ts";
import type { Service } from "../../src/api/kinds/service/types.ts";
import type { StatefulSet } from "../../src/api/kinds/statefulset/types.ts";
import type { KindName, KindTypes } from "../../src/api/kinds.ts";
import type { KubeObject } from "../../src/api/object.ts";
import type { Happening } from "../../src/cluster/happening.ts";
import type { Snapshot } from "../../src/cluster/snapshot.ts";
import { isAvailable, ordinalOf, updateRevision } from "./watch.ts";

const REVISION = "controller-revision-hash";
/** A finalizer that nobody answers to. */
export const HOLD = "example.com/hold";

function of<K extends KindName>(snapshot: Snapshot, kind: K): readonly KindTypes[K][] {
  const objects = snapshot.objects.filter(
    (object) => object.kind === kind && (object.metadata.namespace ?? "default") === "default",
  );
  return objects as readonly KubeObject[] as readonly KindTypes[K][];
}

export function setIn(snapshot: Snapshot): StatefulSet | undefined {
  return of(snapshot, "StatefulSet").find((set) => set.metadata.name === "web");
}

type OfSet = (set: StatefulSet, snapshot: Snapshot) => readonly string[];

const ofEverySet =
  (flaws: OfSet) =>
  (snapshot: Snapshot): readonly string[] =>
    of(snapshot, "StatefulSet").flatMap((set) => flaws(set, snapshot));

function podsOf(snapshot: Snapshot, set: StatefulSet): readonly Pod[] {
  const isOurs = (pod: Pod): boolean =>
    pod.metadata.ownerReferences?.some((owner) => owner.uid === set.metadata.uid) === true;
  return of(snapshot, "Pod").filter(isOurs);
}

function expectSame(what: string, got: unknown, want: unknown): readonly string[] {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  return a === b ? [] : [`${what}: ${a}, but ${b} by the pods`];
}

/** Every moment: no ordinal has two pods, but those that somebody made with a name like `web-01` (ID-20). */
export const identities = ofEverySet((set, snapshot) => {
  const names = podsOf(snapshot, set).map((pod) => pod.metadata.name);
  const ordinals = names.filter((name) => !/-0\d/.test(name)).map(ordinalOf);
  return new Set(ordinals).size === ordinals.length ? [] : [`two pods for one ordinal: ${ordinals.join()}`];
});

/** Every moment: no object has a version above the cluster's, and none goes back. */
export function versions(before: Snapshot | undefined, after: Snapshot): readonly string[] {
  const known = new Map(before?.objects.map((object) => [object.metadata.uid, object]));
  return after.objects.flatMap((object) => {
    const version = Number(object.metadata.resourceVersion);
    const old = known.get(object.metadata.uid);
    const what = `${object.kind} ${object.metadata.name}`;
    if (version > after.counters.resourceVersion) return [`${what} has a version above the cluster's`];
    if (old === undefined || old === object) return [];
    return version > Number(old.metadata.resourceVersion) ? [] : [`${what} changed without a higher version`];
  });
}

/** Whenever controllers pause: what the status counts is what is there. */
export const counts = ofEverySet((set, snapshot) => {
  const { status } = set;
  if (status === undefined || set.metadata.deletionTimestamp !== undefined) return [];
  const pods = podsOf(snapshot, set);
  const ready = pods.filter((pod) => pod.status?.phase === "Running" && isPodReady(pod));
  const at = (revision: string | undefined): number =>
    pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && pod.metadata.labels?.[REVISION] === revision)
      .length;
  const told = [
    status.replicas,
    status.readyReplicas ?? 0,
    status.availableReplicas ?? 0,
    status.currentReplicas ?? 0,
    status.updatedReplicas ?? 0,
    status.observedGeneration,
  ];
  const counted = [
    pods.length,
    ready.length,
    ready.filter((pod) => isAvailable(pod, set, snapshot.clock)).length,
    at(status.currentRevision),
    at(status.updateRevision),
    set.metadata.generation,
  ];
  return expectSame(`status of ${set.metadata.name}`, told, counted);
});

function endpointOf(pod: Pod, service: Service): object {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const isNamed = pod.spec.subdomain === service.metadata.name;
  return {
    pod: pod.metadata.name,
    address: pod.status?.podIP,
    ready,
    serving,
    terminating,
    hostname: isNamed ? pod.spec.hostname : undefined,
  };
}

function listed(endpoint: Endpoint): object {
  const { ready, serving, terminating } = endpoint.conditions ?? {};
  const { name } = endpoint.targetRef ?? {};
  return { pod: name, address: endpoint.addresses[0], ready, serving, terminating, hostname: endpoint.hostname };
}

function slices(snapshot: Snapshot): readonly EndpointSlice[] {
  return of(snapshot, "EndpointSlice").filter(
    (slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === "web",
  );
}

const byText = (objects: readonly object[]): readonly string[] => objects.map((one) => JSON.stringify(one)).sort();

/** Whenever controllers pause: the Service's slices list the selected pods that have an address and have not ended, as they are. */
export function endpoints(snapshot: Snapshot): readonly string[] {
  const service = of(snapshot, "Service").find(({ metadata }) => metadata.name === "web");
  if (service === undefined) return [];
  const pods = of(snapshot, "Pod").filter(
    ({ metadata, status }) =>
      metadata.labels?.["app"] === "web" &&
      status?.podIP !== undefined &&
      status.phase !== "Failed" &&
      status.phase !== "Succeeded",
  );
  const got = slices(snapshot).flatMap((slice) => slice.endpoints.map(listed));
  return expectSame("endpoints", byText(got), byText(pods.map((pod) => endpointOf(pod, service))));
}

/** Every moment: the names that `resolves` and `vanishes` tell of are those that the slices answer. */
export function names(snapshot: Snapshot, happenings: readonly Happening[]): readonly string[] {
  const told = new Map<string, string>();
  for (const { effect, name, addresses = [] } of happenings) {
    if (effect === "resolves") told.set(name, addresses.join());
    if (effect === "vanishes") told.delete(name);
  }
  const answered = slices(snapshot).flatMap(({ endpoints }) =>
    endpoints.flatMap(({ hostname, conditions, addresses }) =>
      hostname === undefined || conditions?.ready === false ? [] : [`${hostname}.web=${addresses.join()}`],
    ),
  );
  return expectSame("names", [...told].map(([name, addresses]) => `${name}=${addresses}`).sort(), answered.sort());
}

/** Nothing is wrong that somebody brought about: no fault, no cordon, no finalizer that keeps what is to go. */
export function isUndisturbed({ objects, world }: Snapshot): boolean {
  const nodes = objects.filter((object) => object.kind === "Node") as readonly (KubeObject & {
    readonly spec?: { readonly unschedulable?: boolean };
  })[];
  const isHeld = objects.some(
    ({ metadata }) => metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(HOLD) === true,
  );
  const areOpen = nodes.length > 0 && nodes.every((node) => node.spec?.unschedulable !== true);
  return world.faults.length === 0 && areOpen && !isHeld;
}

/**
 * At rest, without a fault and with everybody woken: all that the set asks for is there and well. Not if a pod that is
 * no longer the set's has a name that it needs (ID-19).
 */
export const progress = ofEverySet((set, snapshot) => {
  if (!isUndisturbed(snapshot) || set.metadata.deletionTimestamp !== undefined) return [];
  const pods = podsOf(snapshot, set);
  const isTaken = ({ metadata }: Pod): boolean =>
    metadata.name.replace(/-\d+$/, "") === set.metadata.name &&
    metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid) !== true;
  if (of(snapshot, "Pod").some(isTaken) || pods.some(({ metadata }) => /-0\d/.test(metadata.name))) return [];
  const first = set.spec.ordinals?.start ?? 0;
  const count = set.spec.replicas ?? 1;
  const wanted = Array.from({ length: count }, (_none, index) => `${set.metadata.name}-${first + index}`);
  const unwell = pods.filter((pod) => !isAvailable(pod, set, snapshot.clock));
  const floor = first + (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  const isOutdated = (pod: Pod): boolean =>
    set.spec.updateStrategy?.type === "RollingUpdate" &&
    ordinalOf(pod.metadata.name) >= floor &&
    pod.metadata.labels?.[REVISION] !== updateRevision(set);
  return [
    ...expectSame("pods", pods.map((pod) => pod.metadata.name).sort(), wanted.sort()),
    ...unwell.map((pod) => `${pod.metadata.name} is not available although nothing is wrong`),
    ...pods.filter(isOutdated).map((pod) => `${pod.metadata.name} is not updated although nothing is wrong`),
  ];
});

function ownersOf(object: KubeObject): readonly string[] {
  return (object.metadata.ownerReferences ?? []).map((owner) => `${owner.kind}/${owner.name}`);
}

/**
 * What an end state comes to, without what depends on the moment and order of each step: times, uids, addresses,
 * and numbers of revisions, which begin anew when none is left (REV-6, REV-16).
 */
export function essence(snapshot: Snapshot): string {
  const set = setIn(snapshot);
  const pods = of(snapshot, "Pod").map((pod) => ({
    name: pod.metadata.name,
    owners: ownersOf(pod),
    labels: pod.metadata.labels,
    terminating: pod.metadata.deletionTimestamp !== undefined,
    phase: pod.status?.phase,
    ready: isPodReady(pod),
    claims: (pod.spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []),
  }));
  const claims = of(snapshot, "PersistentVolumeClaim").map((claim) => ({
    name: claim.metadata.name,
    owners: ownersOf(claim),
    terminating: claim.metadata.deletionTimestamp !== undefined,
    phase: claim.status?.phase,
  }));
  const revisions = of(snapshot, "ControllerRevision").map((one) => ({
    name: one.metadata.name,
    owners: ownersOf(one),
  }));
  const whole = { set: set === undefined ? undefined : { spec: set.spec, status: set.status } };
  return JSON.stringify({
    ...whole,
    pods: byText(pods),
    claims: byText(claims),
    revisions: byText(revisions),
    endpoints: byText(
      slices(snapshot).flatMap(({ endpoints }) =>
        endpoints.map(({ addresses: _at, ...rest }) => ({
          ...listed({ ...rest, addresses: [] }),
        })),
      ),
    ),
  });
}
