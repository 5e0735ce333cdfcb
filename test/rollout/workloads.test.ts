import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { diagnoseAll } from "../../src/rollout/diagnose.ts";
import type { Diagnosis } from "../../src/rollout/diagnosis.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";

const labels = { app: "x" };

function workload(kind: "Deployment" | "DaemonSet", spec: object): object {
  const template = { metadata: { labels }, spec: { containers: [{ name: "c", image: "x:1" }] } };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name: "x", namespace: "default" },
    spec: { selector: { matchLabels: labels }, template, ...spec },
  };
}

function settle(sim: Simulation): readonly Diagnosis[] {
  const { settled } = sim.run({ kind: "settled" });
  const { cluster } = sim;
  return diagnoseAll({ view: cluster.view(), now: cluster.now, world: cluster.world, settled });
}

function open(body: object): Simulation {
  const sim = openSimulation(EMPTY_SNAPSHOT);
  sim.cluster.create(body, "default");
  settle(sim);
  return sim;
}

function setImage(sim: Simulation, object: Pick<KubeObject, "kind">, image: string): void {
  const body = { spec: { template: { spec: { containers: [{ name: "c", image }] } } } };
  sim.cluster.patch({ kind: object.kind, namespace: "default", name: "x" }, { type: "strategic", body });
}

describe("diagnosis of a Deployment", () => {
  it("is settled when all replicas are of the newest template and available", () => {
    const sim = open(workload("Deployment", { replicas: 2 }));
    expect(settle(sim)).toMatchObject([{ verdict: "settled", serving: { ready: 2, desired: 2 } }]);
  });

  it("names the image that is not there, and the way back", () => {
    const sim = open(workload("Deployment", { replicas: 2 }));
    sim.fail({ target: "image/x:2", namespace: "", as: "image-pull" });
    setImage(sim, { kind: "Deployment" }, "x:2");
    expect(settle(sim)).toMatchObject([
      { verdict: "stuck", reason: "image-pull", frees: ["stsctl rollout undo deployment/x"], serving: { ready: 2 } },
    ]);
    setImage(sim, { kind: "Deployment" }, "x:1");
    expect(settle(sim)).toMatchObject([{ verdict: "settled" }]);
  });

  it("does not go back to a template that finds no node either", () => {
    const template = {
      metadata: { labels },
      spec: { nodeSelector: { disk: "ssd" }, containers: [{ name: "c", image: "x:1" }] },
    };
    const sim = open(workload("Deployment", { replicas: 1, template }));
    setImage(sim, { kind: "Deployment" }, "x:2");
    expect(settle(sim)).toMatchObject([
      { verdict: "stuck", reason: "unschedulable", frees: ["stsctl label node node-1 disk=ssd"] },
    ]);
  });

  it("says that a paused one waits for its user", () => {
    const sim = open(workload("Deployment", { replicas: 1, paused: true }));
    setImage(sim, { kind: "Deployment" }, "x:2");
    const [diagnosis] = settle(sim);
    expect(diagnosis).toMatchObject({ verdict: "waiting-for-user", reason: "paused" });
    expect(diagnosis?.frees).toEqual(["stsctl rollout resume deployment/x"]);
  });
});

describe("diagnosis of a DaemonSet", () => {
  it("is settled with a pod on every node", () => {
    const sim = open(workload("DaemonSet", {}));
    expect(settle(sim)).toMatchObject([{ verdict: "settled", serving: { ready: 3, desired: 3 } }]);
  });

  it("waits for deletes with OnDelete", () => {
    const sim = open(workload("DaemonSet", { updateStrategy: { type: "OnDelete" } }));
    setImage(sim, { kind: "DaemonSet" }, "x:2");
    const [diagnosis] = settle(sim);
    expect(diagnosis).toMatchObject({ verdict: "waiting-for-user", reason: "on-delete" });
    expect(diagnosis?.frees).toHaveLength(3);
  });
});
