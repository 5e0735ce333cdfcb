import type { ObjectKey } from "../../src/api/object.ts";
import type { Writer } from "../../src/cluster/cluster.ts";
import type { Happening } from "../../src/cluster/happening.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../src/cluster/snapshot.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";
import type { RunReport } from "../../src/sim/work.ts";
import { type Mishap, watchedWriter } from "./mishap.ts";
import { nudge } from "./nudge.ts";
import { Watch } from "./watch.ts";
import type { Operation, Shape, Step, World } from "./world.ts";

/** Steps that no world comes near unless its controllers go in circles. */
export const MAX_STEPS = 30_000;

const keyOf = (kind: string, name: string, namespace = "default"): ObjectKey => ({ kind, namespace, name });

const LABELS = { app: "web" };

/** The manifest of the world's set in some shape. */
function setOf(world: World, shape: Shape): object {
  const { maxUnavailable: _gated, ...plain } = shape.strategy.rollingUpdate ?? {};
  const rollingUpdate = world.maxUnavailableGate ? shape.strategy.rollingUpdate : plain;
  const claims = Array.from({ length: world.claimTemplates }, (_none, index) => ({
    metadata: { name: `c${index}` },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  }));
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", namespace: "default" },
    spec: {
      replicas: shape.replicas,
      serviceName: "web",
      podManagementPolicy: world.parallel ? "Parallel" : "OrderedReady",
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: { terminationGracePeriodSeconds: 5, containers: [{ name: "app", image: `app:${shape.version}` }] },
      },
      ordinals: { start: shape.start },
      minReadySeconds: shape.minReadySeconds,
      revisionHistoryLimit: shape.historyLimit,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: shape.whenDeleted, whenScaled: shape.whenScaled },
      updateStrategy: {
        ...shape.strategy,
        ...(shape.strategy.rollingUpdate === undefined ? {} : { rollingUpdate }),
      },
      ...(claims.length === 0 ? {} : { volumeClaimTemplates: claims }),
    },
  };
}

function serviceOf({ service, publishNotReady }: World): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "default" },
    spec: {
      ...(service === "headless" ? { clusterIP: "None" } : {}),
      ...(publishNotReady ? { publishNotReadyAddresses: true } : {}),
      selector: LABELS,
      ports: [{ port: 80 }],
    },
  };
}

/** The world's cluster before anything is in it. */
export function emptyCluster(world: Pick<World, "seed" | "maxUnavailableGate">): Snapshot {
  const { settings, faults } = EMPTY_SNAPSHOT.world;
  const featureGates = { ...settings.featureGates, MaxUnavailableStatefulSet: world.maxUnavailableGate };
  return { ...EMPTY_SNAPSHOT, world: { faults, settings: { ...settings, seed: world.seed, featureGates } } };
}

/** Plays a world's steps on a simulation, watching every write of its controllers. */
export class Player {
  readonly sim: Simulation;
  readonly watch: Watch;
  readonly happenings: Happening[] = [];
  shape: Shape;
  report: RunReport | undefined;
  /** The kind of object of every write that controllers asked for. */
  readonly writes: string[] = [];
  readonly #world: World;
  readonly #mishap: Mishap | undefined;

  constructor(world: World, from: { snapshot?: Snapshot; shape?: Shape; mishap?: Mishap | undefined } = {}) {
    this.#world = world;
    this.#mishap = from.mishap;
    this.shape = from.shape ?? world.shape;
    this.sim = openSimulation(from.snapshot ?? emptyCluster(world), {
      maxSteps: MAX_STEPS,
      wrapWriter: (writer, controller) => this.#watched(writer, controller),
      onHappening: (happening) => this.happenings.push(happening),
    });
    this.watch = new Watch(() => this.sim.cluster);
    if (from.snapshot !== undefined) return;
    if (world.service !== "none") this.sim.cluster.create(serviceOf(world), "default");
    this.sim.cluster.create(setOf(world, this.shape), "default");
  }

  #watched(writer: Writer, controller: string): Writer {
    const { writes } = this;
    return watchedWriter(writer, { controller, mishap: this.#mishap, writes, onlookers: () => [this.watch] });
  }

  play({ operation, until }: Step): void {
    this.operate(operation);
    this.run(until);
  }

  run(until: Step["until"]): void {
    this.report = this.sim.run(until === "settled" ? { kind: "settled" } : { kind: "for", ms: until * 1000 });
  }

  nudge(): void {
    nudge(this, keyOf("Node", "node-1", ""));
  }

  /** Does an operation; one that the cluster refuses leaves no trace. */
  operate(operation: Operation): void {
    const { cluster } = this.sim;
    const pod = (ordinal: number): ObjectKey => keyOf("Pod", `web-${ordinal}`);
    switch (operation.do) {
      case "change":
        this.shape = { ...this.shape, ...operation.shape };
        if (cluster.get(keyOf("StatefulSet", "web")).ok) this.#update();
        return;
      case "apply":
        if (cluster.get(keyOf("StatefulSet", "web")).ok) this.#update();
        else cluster.create(setOf(this.#world, this.shape), "default");
        return;
      case "delete set":
        cluster.delete(keyOf("StatefulSet", "web"), { propagationPolicy: operation.cascade });
        return;
      case "delete pod":
        cluster.delete(pod(operation.ordinal), operation.force ? { gracePeriodSeconds: 0 } : {});
        return;
      case "evict pod":
        cluster.evict(pod(operation.ordinal));
        return;
      case "delete claim":
        cluster.delete(keyOf("PersistentVolumeClaim", `c${operation.template}-web-${operation.ordinal}`));
        return;
      case "delete revision": {
        const name = cluster.view().list("ControllerRevision", "default")[operation.index]?.metadata.name;
        if (name !== undefined) cluster.delete(keyOf("ControllerRevision", name));
        return;
      }
      case "label":
        cluster.patch(pod(operation.ordinal), {
          type: "merge",
          body: { metadata: { labels: { app: operation.app } } },
        });
        return;
      case "fail":
        this.sim.fail({
          target: operation.target,
          namespace: /^(pod|pvc)\//.test(operation.target) ? "default" : "",
          as: operation.as,
        });
        return;
      case "recover":
        this.sim.recover("all");
        return;
      case "cordon": {
        const body = { spec: { unschedulable: operation.on ? true : null } };
        cluster.patch(keyOf("Node", `node-${operation.node}`, ""), { type: "merge", body });
      }
    }
  }

  /** A PUT of the whole manifest. */
  #update(): void {
    this.sim.cluster.update(keyOf("StatefulSet", "web"), setOf(this.#world, this.shape));
  }
}
