import { parseAllDocuments } from "yaml";
import type { Fault, FaultKind, Settings } from "../../src/cluster/world.ts";
import type { KindTypes } from "../../src/api/kinds.ts";
import type { ObjectKey } from "../../src/api/object.ts";
import { EPOCH } from "../../src/base/instant.ts";
import type { Writer } from "../../src/cluster/cluster.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { openSimulation, type Simulation, type SimulationOptions } from "../../src/sim/simulation.ts";
import type { RunReport } from "../../src/sim/work.ts";
import { headlessService, workload } from "./manifests.ts";

/** A cluster to play through, with short words for what tests do and ask. Everything is in namespace `default`. */
export interface Rehearsal {
  readonly simulation: Simulation;
  /** Creates every document of a YAML text. */
  create(manifests: string): void;
  patch(kind: keyof KindTypes, name: string, body: unknown): void;
  remove(kind: keyof KindTypes, name: string, options?: object): void;
  fail(target: string, as: FaultKind): void;
  recover(target: string): void;
  settle(): RunReport;
  pass(seconds: number): void;
  get<K extends keyof KindTypes>(kind: K, name: string): KindTypes[K] | undefined;
  list<K extends keyof KindTypes>(kind: K): readonly KindTypes[K][];
  names(kind: keyof KindTypes): readonly string[];
  /** `verb kind/name` of everything since the last time this was asked. */
  happened(): readonly string[];
  /** Seconds since the cluster began. */
  clock(): number;
  /** `reason: message` of the Events about the object of that name. */
  events(name: string): readonly string[];
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set(["Namespace", "Node", "PersistentVolume", "StorageClass"]);
const AT_ONCE: Partial<Settings> = { startAfterMs: 0, stopAfterMs: 0, pullTimeMs: 0 };

const keyOf = (kind: string, name: string): ObjectKey => ({
  kind,
  namespace: CLUSTER_SCOPED.has(kind) ? "" : "default",
  name,
});
const faultOf = (target: string, as: FaultKind): Fault => {
  const namespace = target.startsWith("pod/") || target.startsWith("pvc/") ? "default" : "";
  return { target, namespace, as };
};

/** Opens an empty cluster in which everything takes no time, unless the settings say otherwise. */
export function rehearse(settings: Partial<Settings> = {}, options: SimulationOptions = {}): Rehearsal {
  const world = { ...EMPTY_SNAPSHOT.world, settings: { ...EMPTY_SNAPSHOT.world.settings, ...AT_ONCE, ...settings } };
  const simulation = openSimulation({ ...EMPTY_SNAPSHOT, world }, options);
  const { cluster } = simulation;
  let seen = 0;
  function expectOk(answer: ReturnType<typeof cluster.get>): void {
    if (!answer.ok) throw new Error(answer.status.message);
  }
  return {
    simulation,
    create: (manifests) => {
      for (const document of parseAllDocuments(manifests)) expectOk(cluster.create(document.toJS(), "default"));
    },
    patch: (kind, name, body) => expectOk(cluster.patch(keyOf(kind, name), { type: "merge", body })),
    remove: (kind, name, options = {}) => expectOk(cluster.delete(keyOf(kind, name), options)),
    fail: (target, as) => simulation.fail(faultOf(target, as)),
    recover: (target) => {
      simulation.recover([faultOf(target, "not-ready")]);
    },
    settle: () => simulation.run({ kind: "settled" }),
    pass: (seconds) => {
      simulation.run({ kind: "for", ms: seconds * 1000 });
    },
    get: (kind, name) => {
      const { namespace } = keyOf(kind, name);
      return cluster.view().get(kind, namespace, name);
    },
    list: (kind) => cluster.view().list(kind, CLUSTER_SCOPED.has(kind) ? undefined : "default"),
    names: (kind) =>
      cluster
        .view()
        .list(kind, CLUSTER_SCOPED.has(kind) ? undefined : "default")
        .map((object) => object.metadata.name),
    happened: () => {
      const { happenings } = simulation.history();
      const fresh = happenings.slice(seen);
      seen = happenings.length;
      return fresh.map((found) => `${found.effect} ${found.kind}/${found.name}`);
    },
    clock: () => (cluster.now - EPOCH) / 1000,
    events: (name) =>
      cluster
        .view()
        .list("Event", "default")
        .filter((event) => event.involvedObject.name === name)
        .map((event) => `${event.reason ?? ""}: ${event.message ?? ""}`),
  };
}

const BROKEN = { code: 500, reason: "InternalError", message: "no room" };

/** A refusal of what one controller asks for. */
export interface Refusal {
  readonly options: SimulationOptions;
  isOn: boolean;
  /** How many are let through first, once it is on. */
  after: number;
  /** How many were refused. */
  refused: number;
}

/** Refuses, while it is switched on, what one controller asks for: creations of a kind, updates, or deletions. */
export function refusing(controller: string, verb: "create" | "update" | "delete", kind: string): Refusal {
  const refusal = { ok: false, status: BROKEN, warnings: [] } as const;
  function isRefused(asked: typeof verb, of: string): boolean {
    if (!state.isOn || asked !== verb || of !== kind || state.after-- > 0) return false;
    state.refused++;
    return true;
  }
  function wrapWriter(writer: Writer, name: string): Writer {
    if (name !== controller) return writer;
    return {
      ...writer,
      create: (object) => (isRefused("create", object.kind) ? refusal : writer.create(object)),
      update: (object) => (isRefused("update", object.kind) ? refusal : writer.update(object)),
      delete: (key, more) => (isRefused("delete", key.kind) ? refusal : writer.delete(key, more)),
    };
  }
  const state: Refusal = { isOn: false, after: 0, refused: 0, options: { wrapWriter } };
  return state;
}

/** A set of three pods, one on each node. */
export function spread(): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(headlessService("web"));
  rehearsal.create(workload("StatefulSet", "web", "replicas: 3\nserviceName: web"));
  rehearsal.settle();
  rehearsal.happened();
  return rehearsal;
}
