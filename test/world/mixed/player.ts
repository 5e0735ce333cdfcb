import { sameJson } from "../../../src/base/json.ts";
import { perform } from "../../../src/cluster/client/perform.ts";
import type { Outcome, Request } from "../../../src/cluster/client/request.ts";
import type { Cluster, Writer } from "../../../src/cluster/cluster.ts";
import type { Happening } from "../../../src/cluster/happening.ts";
import type { Snapshot } from "../../../src/cluster/snapshot.ts";
import { openSimulation, type Simulation } from "../../../src/sim/simulation.ts";
import type { RunReport } from "../../../src/sim/work.ts";
import { type Mishap, watchedWriter } from "../mishap.ts";
import { nudge } from "../nudge.ts";
import { emptyCluster, MAX_STEPS } from "../player.ts";
import { Watch } from "../watch.ts";
import { BoundsWatch } from "./bounds.ts";
import { serviceOf, workloadOf } from "./manifests.ts";
import { faultFor, requestFor } from "./requests.ts";
import { WORKLOADS, type MixedWorld, type Shape, type Step } from "./world.ts";

export interface From {
  readonly snapshot?: Snapshot;
  readonly shapes?: readonly Shape[];
  readonly mishap?: Mishap | undefined;
}

/** Plays a mixed world's steps as commands do, watching every write of the controllers. */
export class MixedPlayer {
  readonly sim: Simulation;
  readonly happenings: Happening[] = [];
  shapes: readonly Shape[];
  report: RunReport | undefined;
  outcome: Outcome | undefined;
  /** The kind of object of every write that controllers asked for. */
  readonly writes: string[] = [];
  readonly #world: MixedWorld;
  readonly #mishap: Mishap | undefined;
  readonly #sets: Watch;
  readonly #bounds: BoundsWatch;

  constructor(world: MixedWorld, { snapshot, shapes, mishap }: From = {}) {
    this.#world = world;
    this.#mishap = mishap;
    this.shapes = shapes ?? world.shapes;
    this.sim = openSimulation(snapshot ?? emptyCluster(world), {
      maxSteps: MAX_STEPS,
      wrapWriter: (writer, controller) => this.#watched(writer, controller),
      onHappening: (happening) => this.happenings.push(happening),
    });
    this.#sets = new Watch(() => this.sim.cluster);
    this.#bounds = new BoundsWatch(
      () => this.sim.cluster,
      () => this.sim.snapshot().objects,
    );
    if (snapshot === undefined) this.#furnish();
  }

  get broken(): readonly string[] {
    return [...this.#sets.broken, ...this.#bounds.broken];
  }

  /** What only the controllers may be to blame for. */
  get shortfalls(): readonly string[] {
    return this.#bounds.shortfalls;
  }

  #furnish(): void {
    for (const number of WORKLOADS.keys()) {
      this.sim.cluster.create(serviceOf(number), "default");
      const shape = this.shapes[number];
      if (this.#world.present[number] !== true || shape === undefined) continue;
      this.sim.cluster.create(workloadOf(this.#world, number, shape), "default");
    }
  }

  #watched(writer: Writer, controller: string): Writer {
    const { writes } = this;
    return watchedWriter(writer, {
      controller,
      mishap: this.#mishap,
      writes,
      onlookers: () => [this.#sets, this.#bounds],
    });
  }

  /** The cluster, each eviction from which is held against its budgets. */
  #judged(): Cluster {
    const { cluster } = this.sim;
    return {
      get now() {
        return cluster.now;
      },
      get world() {
        return cluster.world;
      },
      view: () => cluster.view(),
      get: (key) => cluster.get(key),
      create: (body, namespace, options) => cluster.create(body, namespace, options),
      update: (key, body, options) => cluster.update(key, body, options),
      patch: (key, patch, options) => cluster.patch(key, patch, options),
      delete: (key, options) => cluster.delete(key, options),
      evict: (pod, options) => {
        const judge = this.#bounds.beforeEviction(pod);
        const answer = cluster.evict(pod, options);
        if (answer.ok) judge();
        return answer;
      },
    };
  }

  /** The request that a step comes to now; undefined for what is no request, or is about nothing. */
  request({ operation }: Step): Request | undefined {
    return requestFor(operation, this.#world, this.shapes, this.sim.cluster.view());
  }

  play(step: Step): void {
    this.operate(step);
    this.run(step.until);
  }

  operate(step: Step): void {
    const { operation } = step;
    if (operation.do === "apply") {
      const { workload, shape } = operation;
      this.shapes = this.shapes.map((old, number) => (number === workload ? { ...old, ...shape } : old));
    }
    this.sim.beginCommand();
    const request = this.request(step);
    if (request !== undefined) this.#perform(request);
    if (operation.do === "evict") {
      const pods = this.sim.cluster.view().list("Pod", "default");
      const name = pods[operation.pick % Math.max(1, pods.length)]?.metadata.name;
      if (name !== undefined) this.#judged().evict({ kind: "Pod", namespace: "default", name });
    }
    const fault = operation.do === "fail" ? faultFor(operation, this.sim.cluster.view()) : undefined;
    if (fault !== undefined) this.sim.fail(fault);
    if (operation.do === "recover") this.sim.recover("all");
  }

  #perform(request: Request): void {
    this.outcome = perform(this.#judged(), request);
    let { again } = this.outcome;
    while (again !== undefined) {
      const report = this.sim.run({ kind: "for", ms: again.afterSeconds * 1000 });
      const next = perform(this.#judged(), again.request).again;
      again = report.settled && sameJson(next, again) ? undefined : next;
    }
  }

  run(until: Step["until"]): void {
    this.report = this.sim.run(until === "settled" ? { kind: "settled" } : { kind: "for", ms: until * 1000 });
  }

  nudge(): void {
    nudge(this, { kind: "StorageClass", namespace: "", name: "standard" });
  }
}
