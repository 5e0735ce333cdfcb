import { describe, expect, it } from "vitest";
import { podCondition } from "../../../src/api/kinds/pod/types.ts";
import { openSimulation } from "../../../src/sim/simulation.ts";
import { pod, workload } from "../manifests.ts";
import { rehearse, spread, type Rehearsal } from "../rehearsal.ts";

const podsHappened = (rehearsal: Rehearsal): readonly string[] =>
  rehearsal.happened().filter((what) => what.includes(" pod/"));

const taint = (rehearsal: Rehearsal, node: string, ...taints: readonly object[]): void =>
  rehearsal.patch("Node", node, { spec: { taints } });

const MARKING = "TaintManagerEviction: Marking for deletion Pod default/";

// pkg/controller/tainteviction/taint_eviction_test.go, `TestCreatePod`, `TestUpdateNode` (1.36)
describe("a pod on a node with NoExecute taints", () => {
  const FOREVER = "tolerations: [{key: x, operator: Exists, effect: NoExecute}]";
  const FOR_100 = "tolerations: [{key: x, operator: Exists, effect: NoExecute, tolerationSeconds: 100}]";
  const FOR_0 = "tolerations: [{key: x, operator: Exists, effect: NoExecute, tolerationSeconds: 0}]";
  const OTHER = "tolerations: [{key: y, operator: Exists, effect: NoExecute}]";
  it.each([
    ["without toleration goes at once", "", 0],
    ["with another toleration goes at once", OTHER, 0],
    ["with a toleration that has no time goes at once", FOR_0, 0],
    ["with a toleration for a time goes after it", FOR_100, 100],
    ["with a toleration for good stays", FOREVER, undefined],
  ])("%s", (_what, spec, seconds) => {
    const rehearsal = rehearse({ nodes: 1 });
    rehearsal.create(pod("a", { spec }));
    rehearsal.settle();
    rehearsal.pass(7);
    taint(rehearsal, "node-1", { key: "x", effect: "NoExecute" });
    rehearsal.pass(Math.max(0, (seconds ?? 1000) - 1));
    expect(rehearsal.names("Pod")).toEqual(seconds === 0 ? [] : ["a"]);
    rehearsal.pass(1);
    expect(rehearsal.names("Pod")).toEqual(seconds === undefined ? ["a"] : []);
    expect(rehearsal.events("a")).toEqual(seconds === undefined ? [] : [`${MARKING}a`]);
  });

  // pkg/controller/tainteviction/taint_eviction_test.go, `TestUpdateNodeWithMultipleTaints` (1.36)
  it("goes when the first of its times is over", () => {
    const times = [
      "{key: x, operator: Exists, effect: NoExecute, tolerationSeconds: 10}",
      "{key: y, operator: Exists, effect: NoExecute, tolerationSeconds: 100}",
    ];
    const rehearsal = rehearse({ nodes: 1 });
    rehearsal.create(pod("a", { spec: `tolerations: [${times.join(", ")}]` }));
    rehearsal.settle();
    taint(rehearsal, "node-1", { key: "y", effect: "NoExecute" }, { key: "x", effect: "NoExecute" });
    rehearsal.pass(9);
    expect(rehearsal.names("Pod")).toEqual(["a"]);
    taint(rehearsal, "node-1", { key: "y", effect: "NoExecute" });
    rehearsal.pass(50);
    expect(rehearsal.names("Pod")).toEqual(["a"]);
  });
});

describe("pods of a node that nothing is heard of", () => {
  it("are deleted after five minutes, and stay until the node is back or they are deleted by force", () => {
    const rehearsal = spread();
    rehearsal.fail("node/node-2", "down");
    expect(rehearsal.settle()).toMatchObject({ settled: true });
    expect(rehearsal.clock()).toBe(0);
    rehearsal.pass(299);
    expect(rehearsal.get("Pod", "web-1")?.metadata.deletionTimestamp).toBeUndefined();
    rehearsal.pass(1);
    const lost = rehearsal.get("Pod", "web-1") ?? expect.fail();
    expect(lost.metadata.deletionTimestamp).toBeDefined();
    expect(podCondition(lost, "DisruptionTarget")).toMatchObject({
      status: "True",
      reason: "DeletionByTaintManager",
      message: "Taint manager: deleting due to NoExecute taint",
    });
    expect(rehearsal.events("web-1")).toEqual([`${MARKING}web-1`]);
    rehearsal.pass(3600);
    expect(podsHappened(rehearsal)).toEqual(["unready pod/web-1", "delete pod/web-1"]);
    rehearsal.recover("node/node-2");
    rehearsal.settle();
    expect(podsHappened(rehearsal)).toEqual(["remove pod/web-1", "create pod/web-1", "ready pod/web-1"]);
  });

  it("are kept when the node is back in time", () => {
    const rehearsal = spread();
    rehearsal.fail("node/node-2", "down");
    rehearsal.pass(200);
    rehearsal.recover("node/node-2");
    rehearsal.pass(3600);
    expect(podsHappened(rehearsal)).toEqual(["unready pod/web-1", "ready pod/web-1"]);
    expect(rehearsal.events("web-1").at(-1)).toBe("TaintManagerEviction: Cancelling deletion of Pod default/web-1");
    expect(rehearsal.events("web-0")).toEqual([]);
  });

  it("go in time although the cluster was saved meanwhile", () => {
    const rehearsal = spread();
    rehearsal.fail("node/node-2", "down");
    rehearsal.pass(200);
    const again = openSimulation(rehearsal.simulation.snapshot());
    again.run({ kind: "for", ms: 100_000 });
    expect(again.cluster.view().get("Pod", "default", "web-1")?.metadata.deletionTimestamp).toBeDefined();
  });

  // pkg/registry/core/pod/storage/eviction.go, `addConditionAndDeletePod` (1.36): pods that are going get the reason, too
  it.each([300, 301])(
    "are marked once, whoever evicts them after %i s, and whenever the cluster is opened",
    (seconds) => {
      const rehearsal = spread();
      rehearsal.fail("node/node-2", "down");
      rehearsal.pass(seconds);
      rehearsal.simulation.cluster.evict({ kind: "Pod", namespace: "default", name: "web-1" });
      rehearsal.settle();
      const again = openSimulation(rehearsal.simulation.snapshot());
      again.run({ kind: "for", ms: 100_000 });
      const pod = again.cluster.view().get("Pod", "default", "web-1") ?? expect.fail();
      expect(podCondition(pod, "DisruptionTarget")?.reason).toBe("EvictionByEvictionAPI");
      const events = again.cluster.view().list("Event");
      expect(events.filter(({ reason }) => reason === "TaintManagerEviction").map(({ count }) => count)).toEqual([1]);
    },
  );

  it("stay if they are daemons", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("DaemonSet", "agent"));
    rehearsal.settle();
    rehearsal.fail("node/node-2", "down");
    rehearsal.pass(3600);
    expect(rehearsal.list("Pod").every(({ metadata }) => metadata.deletionTimestamp === undefined)).toBe(true);
  });

  // pkg/controller/podgc/gc_controller_test.go, `TestGCTerminating` (1.36)
  it("come up elsewhere once the node is said to be out of service", () => {
    const rehearsal = spread();
    rehearsal.fail("node/node-2", "down");
    rehearsal.settle();
    const { taints = [] } = rehearsal.get("Node", "node-2")?.spec ?? {};
    taint(rehearsal, "node-2", ...taints, { key: "node.kubernetes.io/out-of-service", effect: "NoExecute" });
    rehearsal.settle();
    expect(podsHappened(rehearsal)).toEqual([
      "unready pod/web-1",
      "delete pod/web-1",
      "failed pod/web-1",
      "remove pod/web-1",
      "create pod/web-1",
      "ready pod/web-1",
    ]);
    expect(rehearsal.get("Pod", "web-1")?.spec.nodeName).not.toBe("node-2");
  });
});
