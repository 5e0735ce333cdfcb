import { describe, expect, it } from "vitest";
import { isPodReady } from "../../../src/api/kinds/pod/types.ts";
import { pod } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

function isReady(rehearsal: Rehearsal, name: string): boolean {
  const found = rehearsal.get("Pod", name);
  return found !== undefined && isPodReady(found);
}

describe("a node that is down", () => {
  it("is unknown and tainted, and so are its pods not ready, until it is back", () => {
    const rehearsal = rehearse();
    for (const name of ["a", "b"]) rehearsal.create(pod(name));
    rehearsal.settle();
    rehearsal.fail("node/node-2", "down");
    rehearsal.settle();
    expect([isReady(rehearsal, "a"), isReady(rehearsal, "b")]).toEqual([true, false]);
    expect(rehearsal.get("Node", "node-2")).toMatchObject({
      spec: { taints: [{ effect: "NoSchedule" }, { effect: "NoExecute" }] },
      status: { conditions: [{ type: "Ready", status: "Unknown", reason: "NodeStatusUnknown" }] },
    });
    rehearsal.recover("node/node-2");
    rehearsal.settle();
    expect(isReady(rehearsal, "b")).toBe(true);
    expect(rehearsal.get("Node", "node-2")?.spec.taints).toBeUndefined();
  });

  it("does not let go of a pod that is deleted, except by force", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.settle();
    rehearsal.fail("node/node-1", "down");
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual(["a"]);
    rehearsal.remove("Pod", "a", { gracePeriodSeconds: 0 });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual([]);
  });
});

it("taints a cordoned node and takes the taint away again", () => {
  const rehearsal = rehearse();
  rehearsal.patch("Node", "node-1", { spec: { unschedulable: true } });
  rehearsal.settle();
  expect(rehearsal.get("Node", "node-1")?.spec.taints).toMatchObject([{ key: "node.kubernetes.io/unschedulable" }]);
  rehearsal.patch("Node", "node-1", { spec: { unschedulable: null } });
  rehearsal.settle();
  expect(rehearsal.get("Node", "node-1")?.spec.taints).toBeUndefined();
});
