import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";

function node(name: string): KubeObject {
  return { apiVersion: "v1", kind: "Node", metadata: { name, uid: name }, spec: {} } as KubeObject;
}

function storageClass(name: string, provisioner: string): KubeObject {
  const metadata = { name, uid: name };
  return { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata, provisioner } as KubeObject;
}

const names = (simulation: Simulation, kind: "Node" | "StorageClass"): readonly string[] =>
  simulation.cluster
    .view()
    .list(kind)
    .map(({ metadata }) => metadata.name);

function imported(...objects: readonly KubeObject[]): Simulation {
  const simulation = openSimulation(EMPTY_SNAPSHOT);
  simulation.import(objects);
  return simulation;
}

describe("what stands in for objects of a real cluster", () => {
  it("goes when an import brings nodes, and stays without any", () => {
    expect(names(imported(node("worker-a")), "Node")).toEqual(["worker-a"]);
    expect(names(imported(node("node-1"), node("node-2")), "Node")).toEqual(["node-1", "node-2"]);
    expect(names(imported(storageClass("fast", "csi.example.com")), "Node")).toHaveLength(3);
  });

  it("goes when an import brings classes, unless these are simulated", () => {
    expect(names(imported(storageClass("fast", "csi.example.com")), "StorageClass")).toEqual(["fast"]);
    expect(names(imported(storageClass("standard", "sim.local/dynamic")), "StorageClass")).toEqual(["standard"]);
    expect(names(imported(node("worker-a")), "StorageClass")).toEqual(["standard"]);
  });

  it("stays where pods run", () => {
    const simulation = openSimulation(EMPTY_SNAPSHOT);
    const spec = { containers: [{ name: "c", image: "c:1" }] };
    simulation.cluster.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec }, "default");
    simulation.run({ kind: "settled" });
    simulation.import([node("worker-a")]);
    expect(names(simulation, "Node")).toEqual(["node-1", "worker-a"]);
    expect(simulation.cluster.world.settings.nodes).toBe(1);
  });
});
