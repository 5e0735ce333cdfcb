import type { ControllerRevision } from "../../../src/api/kinds/controllerrevision/types.ts";
import type { PersistentVolumeClaim } from "../../../src/api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../../../src/api/kinds/pod/types.ts";
import type { StatefulSet, StatefulSetStatus } from "../../../src/api/kinds/statefulset/types.ts";
import type { KubeObject, ObjectKey } from "../../../src/api/object.ts";
import type { Answer, ApiStatus } from "../../../src/api/status.ts";
import type { FeatureGates } from "../../../src/api/feature-gates.ts";
import type { DeleteOptions, Writer } from "../../../src/cluster/cluster.ts";
import { EMPTY_SNAPSHOT } from "../../../src/cluster/snapshot.ts";
import type { FaultKind, Settings } from "../../../src/cluster/world.ts";
import { openSimulation, type Simulation } from "../../../src/sim/simulation.ts";
import type { Decision, RunReport } from "../../../src/sim/work.ts";

/** What the spec of a test's set says beyond a name, a selector and one container. */
export interface SetSpec {
  readonly replicas?: number;
  readonly image?: string;
  readonly claims?: readonly string[];
  readonly parallel?: boolean;
  readonly start?: number;
  readonly retention?: { readonly whenDeleted?: string; readonly whenScaled?: string };
  /** More of the spec, over all else. */
  readonly more?: object;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A write that a controller asks for, before it is answered. */
export interface Call {
  readonly controller: string;
  readonly verb: "create" | "update" | "updateStatus" | "delete";
  readonly kind: string;
  readonly name: string;
}

export interface StageOptions {
  readonly settings?: Partial<Settings>;
  readonly gates?: Partial<FeatureGates>;
  /** Answers some writes with a refusal. */
  readonly refuse?: (call: Call) => ApiStatus | undefined;
}

const SHORT: Readonly<Record<string, string>> = { PersistentVolumeClaim: "pvc", ControllerRevision: "revision" };
const short = (kind: string): string => SHORT[kind] ?? kind.toLowerCase();
const CLUSTER_SCOPED: ReadonlySet<string> = new Set(["Namespace", "Node", "PersistentVolume", "StorageClass"]);

function keyOf(kind: string, name: string): ObjectKey {
  return { kind, namespace: CLUSTER_SCOPED.has(kind) ? "" : "default", name };
}

export function claimTemplate(name: string): object {
  return {
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
}

export function template(image: string, labels: Readonly<Record<string, string>> = { app: "nginx" }): object {
  return { metadata: { labels }, spec: { terminationGracePeriodSeconds: 10, containers: [{ name: "nginx", image }] } };
}

export function statefulSet(name: string, spec: SetSpec = {}): object {
  const { replicas = 3, image = "a:1", claims = [], parallel = false, start, retention, more, annotations } = spec;
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: { app: "nginx" } },
      template: template(image),
      ...(parallel ? { podManagementPolicy: "Parallel" } : {}),
      ...(start === undefined ? {} : { ordinals: { start } }),
      ...(retention === undefined ? {} : { persistentVolumeClaimRetentionPolicy: retention }),
      ...(claims.length === 0 ? {} : { volumeClaimTemplates: claims.map(claimTemplate) }),
      ...more,
    },
  };
}

/** `replicas/ready/current/updated`. */
function counters(status: StatefulSetStatus | undefined): string {
  const { replicas = 0, readyReplicas = 0, currentReplicas = 0, updatedReplicas = 0 } = status ?? {};
  return [replicas, readyReplicas, currentReplicas, updatedReplicas].join("/");
}

/** A simulated cluster with one or more sets, and a log of what the StatefulSet controller wrote and what came of it. */
export class Stage {
  readonly sim: Simulation;
  readonly decisions: Decision[] = [];
  #log: string[] = [];
  readonly #refuse: StageOptions["refuse"];

  constructor({ settings = {}, gates = {}, refuse }: StageOptions = {}) {
    this.#refuse = refuse;
    const known = EMPTY_SNAPSHOT.world.settings;
    const featureGates = { ...known.featureGates, ...gates } as FeatureGates;
    const world = { ...EMPTY_SNAPSHOT.world, settings: { ...known, ...settings, featureGates } };
    this.sim = openSimulation(
      { ...EMPTY_SNAPSHOT, world },
      {
        wrapWriter: (writer, controller) => this.#watched(writer, controller),
        onDecision: (decision) => this.decisions.push(decision),
        onHappening: ({ effect, kind, name }) => {
          if (kind === "pod" && (effect === "ready" || effect === "remove")) this.#log.push(`${effect} ${name}`);
          if (kind === "pvc" && effect === "remove") this.#log.push(`remove pvc/${name}`);
        },
      },
    );
    this.sim.run({ kind: "settled" });
    this.#log = [];
    this.decisions.length = 0;
  }

  #watched(writer: Writer, controller: string): Writer {
    const ask = (verb: Call["verb"], key: ObjectKey, send: () => Answer): Answer => {
      const status = this.#refuse?.({ controller, verb, kind: key.kind, name: key.name });
      if (status !== undefined) return { ok: false, status, warnings: [] };
      const before = writer.live(key);
      const at = this.#log.length;
      const answer = send();
      const isEffective = answer.ok && (verb === "delete" || answer.object !== before);
      if (controller === "statefulset-controller" && isEffective) this.#log.splice(at, 0, line(verb, key, answer));
      return answer;
    };
    const of = (object: KubeObject): ObjectKey => keyOf(object.kind, object.metadata.name);
    return {
      ...writer,
      create: (object) => ask("create", of(object), () => writer.create(object)) as Answer<typeof object>,
      update: (object) => ask("update", of(object), () => writer.update(object)) as Answer<typeof object>,
      updateStatus: (object) =>
        ask("updateStatus", of(object), () => writer.updateStatus(object)) as Answer<typeof object>,
      delete: (key, options) => ask("delete", key, () => writer.delete(key, options)),
    };
  }

  /** What was logged since the last time this was asked. */
  log(): readonly string[] {
    const log = this.#log;
    this.#log = [];
    return log;
  }

  /** Creates an object; throws what the server refuses. */
  create(body: object): this {
    ok(this.sim.cluster.create(body, "default"));
    return this;
  }

  /** Creates a set and lets it come to rest. */
  set(spec: SetSpec = {}, name = "web"): this {
    this.create(statefulSet(name, spec)).settle();
    return this;
  }

  patch(kind: string, name: string, body: object, type: "merge" | "strategic" = "merge"): this {
    ok(this.sim.cluster.patch(keyOf(kind, name), { type, body }));
    return this;
  }

  /** Changes the set's spec, without letting anybody act on it. */
  spec(change: object, name = "web"): this {
    return this.patch("StatefulSet", name, { spec: change });
  }

  image(image: string, name = "web"): this {
    const containers = [{ name: "nginx", image }];
    return this.patch("StatefulSet", name, { spec: { template: { spec: { containers } } } }, "strategic");
  }

  scale(replicas: number, name = "web"): this {
    return this.spec({ replicas }, name);
  }

  label(pod: string, labels: Readonly<Record<string, string | null>>): this {
    return this.patch("Pod", pod, { metadata: { labels } });
  }

  remove(kind: string, name: string, options: DeleteOptions = {}): this {
    ok(this.sim.cluster.delete(keyOf(kind, name), options));
    return this;
  }

  fail(target: string, as: FaultKind): this {
    this.sim.fail({ target, namespace: /^(pod|pvc|revision)\//.test(target) ? "default" : "", as });
    return this;
  }

  recover(...targets: readonly string[]): this {
    const namespaced = (target: string): string => (/^(pod|pvc|revision)\//.test(target) ? "default" : "");
    const known = targets.map((target) => ({ target, namespace: namespaced(target) }));
    this.sim.recover(known.length === 0 ? "all" : known);
    return this;
  }

  settle(): RunReport {
    return this.sim.run({ kind: "settled" });
  }

  pass(seconds: number): this {
    this.sim.run({ kind: "for", ms: seconds * 1000 });
    return this;
  }

  get(kind: string, name: string): KubeObject | undefined {
    return this.sim.cluster.view().get(kind, keyOf(kind, name).namespace, name);
  }

  web(name = "web"): StatefulSet {
    const set = this.sim.cluster.view().get("StatefulSet", "default", name);
    if (set === undefined) throw new Error(`there is no set ${name}`);
    return set;
  }

  status(name = "web"): StatefulSetStatus {
    return this.web(name).status ?? { replicas: 0 };
  }

  /** `replicas/ready/current/updated` of the stored status. */
  counters(name = "web"): string {
    return counters(this.status(name));
  }

  pod(name: string): Pod {
    const pod = this.sim.cluster.view().get("Pod", "default", name);
    if (pod === undefined) throw new Error(`there is no pod ${name}`);
    return pod;
  }

  pods(): readonly string[] {
    return this.sim.cluster
      .view()
      .list("Pod", "default")
      .map((pod) => pod.metadata.name);
  }

  /** The image of each pod, by ordinal. */
  images(): readonly string[] {
    const pods = this.sim.cluster.view().list("Pod", "default");
    return pods.map((pod) => `${pod.metadata.name}=${pod.spec.containers[0]?.image ?? ""}`);
  }

  claim(name: string): PersistentVolumeClaim {
    const claim = this.sim.cluster.view().get("PersistentVolumeClaim", "default", name);
    if (claim === undefined) throw new Error(`there is no claim ${name}`);
    return claim;
  }

  claims(): readonly string[] {
    return this.sim.cluster
      .view()
      .list("PersistentVolumeClaim", "default")
      .map((claim) => claim.metadata.name);
  }

  /** `kind/name` of a claim's owners. */
  owners(claim: string): readonly string[] {
    return (this.claim(claim).metadata.ownerReferences ?? []).map((one) => `${one.kind}/${one.name}`);
  }

  /** By number. */
  revisions(): readonly ControllerRevision[] {
    return [...this.sim.cluster.view().list("ControllerRevision", "default")].sort((a, b) => a.revision - b.revision);
  }

  /** `number:name` of each revision. */
  history(): readonly string[] {
    return this.revisions().map((one) => `${one.revision}:${one.metadata.name}`);
  }

  /** `type reason: message`, oldest first, with `xN` for those that came more than once. */
  events(name = "web"): readonly string[] {
    const events = this.sim.cluster.view().list("Event", "default");
    return events
      .filter((event) => event.involvedObject.name === name)
      .map((event) => `${event.type ?? ""} ${event.reason ?? ""}: ${event.message ?? ""}${times(event.count)}`);
  }
}

function times(count: number | undefined): string {
  return count === undefined || count === 1 ? "" : ` x${count}`;
}

function ok(answer: Answer): void {
  if (!answer.ok) throw new Error(answer.status.message);
}

function line(verb: Call["verb"], key: ObjectKey, answer: Answer): string {
  if (verb === "updateStatus") {
    const status = answer.ok ? (answer.object as StatefulSet).status : undefined;
    return `status ${counters(status)}`;
  }
  const isOwning = verb === "update" && key.kind === "PersistentVolumeClaim" && answer.ok;
  if (!isOwning) return `${verb} ${short(key.kind)}/${key.name}`;
  const owners = (answer.object.metadata.ownerReferences ?? []).map((one) => `${one.kind}/${one.name}`);
  return `own pvc/${key.name} by ${owners.length === 0 ? "nobody" : owners.join("+")}`;
}

/** A refusal as a server in trouble gives it. */
export const BROKEN: ApiStatus = { code: 500, reason: "InternalError", message: "Internal error occurred: broken" };
