import { describe, expect, it } from "vitest";
import { podCondition } from "../../../src/api/kinds/pod/types.ts";
import { nodeObject } from "../../../src/sim/initial-objects.ts";
import { openSimulation } from "../../../src/sim/simulation.ts";
import { rehearse, spread, type Rehearsal } from "../rehearsal.ts";

const nodeOf = (rehearsal: Rehearsal, pod: string): string => rehearsal.get("Pod", pod)?.spec.nodeName ?? "";

describe("pods of a node that was deleted", () => {
  it("stay for 40 seconds, are deleted without grace, and come up elsewhere", () => {
    const rehearsal = spread();
    const lost = nodeOf(rehearsal, "web-1");
    rehearsal.remove("Node", lost);
    rehearsal.pass(39);
    expect(nodeOf(rehearsal, "web-1")).toBe(lost);
    expect(podCondition(rehearsal.list("Pod")[1] ?? expect.fail(), "DisruptionTarget")).toMatchObject({
      status: "True",
      reason: "DeletionByPodGC",
      message: "PodGC: node no longer exists",
    });
    rehearsal.settle();
    expect(rehearsal.clock()).toBe(40);
    expect(rehearsal.happened().filter((what) => what.endsWith(" pod/web-1"))).toEqual([
      "failed pod/web-1",
      "delete pod/web-1",
      "remove pod/web-1",
      "create pod/web-1",
      "ready pod/web-1",
    ]);
    expect(nodeOf(rehearsal, "web-1")).not.toBe(lost);
    expect(
      rehearsal
        .list("EndpointSlice")[0]
        ?.endpoints.map((one) => one.targetRef?.name)
        .sort(),
    ).toEqual(["web-0", "web-1", "web-2"]);
  });

  it("stay where they are when the node is there again in time", () => {
    const rehearsal = spread();
    const lost = nodeOf(rehearsal, "web-1");
    rehearsal.remove("Node", lost);
    rehearsal.pass(30);
    rehearsal.simulation.cluster.create(nodeObject(Number(lost.slice("node-".length))), "");
    rehearsal.pass(60);
    expect(nodeOf(rehearsal, "web-1")).toBe(lost);
    expect(rehearsal.happened()).not.toContain("remove pod/web-1");
    expect(podCondition(rehearsal.list("Pod")[1] ?? expect.fail(), "DisruptionTarget")).toBeUndefined();
  });

  it("go in time although the cluster was saved meanwhile", () => {
    const rehearsal = spread();
    rehearsal.remove("Node", nodeOf(rehearsal, "web-1"));
    rehearsal.pass(30);
    const saved = openSimulation(rehearsal.simulation.snapshot());
    expect(saved.run({ kind: "settled" }).elapsedMs).toBe(10_000);
  });
});

it("leaves pods be whose nodes were never there", () => {
  const rehearsal = spread();
  const pods = rehearsal.list("Pod").map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: "elsewhere" } }));
  const copy = rehearse();
  copy.simulation.import([...rehearsal.list("StatefulSet"), ...rehearsal.list("ControllerRevision"), ...pods]);
  copy.settle();
  expect(copy.names("Pod")).toEqual(["web-0", "web-1", "web-2"]);
});
