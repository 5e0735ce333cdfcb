import { describe, expect, it } from "vitest";
import { pod, withImage, workload } from "../manifests.ts";
import { refusing, rehearse } from "../rehearsal.ts";

describe("a replica set", () => {
  it("makes its pods and says so", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 2"));
    rehearsal.settle();
    const names = rehearsal.names("Pod");
    expect(names).toHaveLength(2);
    expect([...rehearsal.events("web")].sort()).toEqual(
      names.map((name) => `SuccessfulCreate: Created pod: ${name}`).sort(),
    );
    expect(rehearsal.get("ReplicaSet", "web")?.status).toEqual({
      replicas: 2,
      fullyLabeledReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      terminatingReplicas: 0,
      observedGeneration: 1,
    });
  });

  it("replaces what fails or goes, under another name", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1"));
    rehearsal.settle();
    const [first = ""] = rehearsal.names("Pod");
    rehearsal.remove("Pod", first);
    rehearsal.settle();
    const [second = ""] = rehearsal.names("Pod");
    expect(second).not.toBe(first);
    rehearsal.fail(`pod/${second}`, "failed");
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(2);
  });

  it("gives up the pods that are least missed", () => {
    const rehearsal = rehearse({ nodes: 1 });
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 4"));
    rehearsal.settle();
    const [a = "", b = "", ...kept] = rehearsal.names("Pod");
    rehearsal.fail(`pod/${a}`, "not-ready");
    rehearsal.patch("Pod", b, { metadata: { annotations: { "controller.kubernetes.io/pod-deletion-cost": "-5" } } });
    rehearsal.settle();
    rehearsal.patch("ReplicaSet", "web", { spec: { replicas: 2 } });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual(kept);
  });

  // pkg/controller/replicaset/replica_set_test.go, `TestGetPodsToDelete`, `TestGetPodsRankedByRelatedPodsOnSameNode` (1.36)
  it("gives up pods where most pods of its Deployment are", () => {
    const rehearsal = rehearse();
    rehearsal.patch("Node", "node-3", { spec: { unschedulable: true } });
    rehearsal.create(workload("Deployment", "web", "replicas: 2\nstrategy: {rollingUpdate: {maxUnavailable: 0}}"));
    rehearsal.settle();
    const nodeOf = (name: string): string | undefined => rehearsal.get("Pod", name)?.spec.nodeName;
    const [a = "", b = ""] = rehearsal.names("Pod");
    expect([nodeOf(a), nodeOf(b)]).toEqual(["node-1", "node-2"]);
    rehearsal.patch("Node", "node-2", { spec: { unschedulable: true } });
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.settle();
    const sibling = rehearsal.names("Pod").find((name) => name !== a && name !== b) ?? "";
    expect(nodeOf(sibling)).toBe("node-1");
    rehearsal.recover("image/nginx:1.26");
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.patch("Deployment", "web", { spec: { strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } } });
    rehearsal.settle();
    expect(rehearsal.names("Pod").filter((name) => name === a || name === b)).toEqual([b]);
  });

  // staging/src/k8s.io/apiserver/pkg/storage/names/generate.go, `MaxGeneratedNameLength` (1.36)
  it("calls its pods after the first 58 characters of its name", () => {
    const name = "w".repeat(60);
    const rehearsal = rehearse();
    rehearsal.create(workload("ReplicaSet", name, "replicas: 1"));
    rehearsal.settle();
    const [made] = rehearsal.list("Pod");
    expect(made?.metadata.name).toMatch(/^w{58}[a-z0-9]{5}$/);
    expect(made?.metadata.generateName).toBe(`${name}-`);
  });

  // pkg/controller/replicaset/replica_set_test.go, `TestSlowStartBatch` (1.36)
  it("makes twice as many pods at a time until some are refused", () => {
    const refusal = refusing("replicaset-controller", "create", "Pod");
    const rehearsal = rehearse({}, refusal.options);
    refusal.after = 1;
    refusal.isOn = true;
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 20"));
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(1);
    const failed = rehearsal.list("Event").find(({ reason }) => reason === "FailedCreate");
    expect(failed).toMatchObject({ message: "Error creating: no room", count: refusal.refused });
    expect(refusal.refused).toBe(2 + 3);
    expect(rehearsal.get("ReplicaSet", "web")?.status?.conditions).toMatchObject([
      { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: "no room" },
    ]);
  });

  it("takes pods that nobody has, and lets go of those it does not select", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("orphan"));
    rehearsal.settle();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1"));
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual(["orphan"]);
    rehearsal.patch("Pod", "orphan", { metadata: { labels: { app: "other" } } });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(2);
    expect(rehearsal.get("Pod", "orphan")?.metadata.ownerReferences).toBeUndefined();
  });

  // test/integration/replicaset/replicaset_test.go, `TestAdoption` (1.36)
  it("takes a pod that names it as an owner and has no controller", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1").replaceAll("app: web", "app: none"));
    rehearsal.settle();
    const { uid = "" } = rehearsal.get("ReplicaSet", "web")?.metadata ?? {};
    const owner = `{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: ${uid}}`;
    rehearsal.create(pod("mine", { labels: `{app: none}, ownerReferences: [${owner}]` }));
    rehearsal.patch("ReplicaSet", "web", { spec: { replicas: 2 } });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(2);
    expect(rehearsal.get("Pod", "mine")?.metadata.ownerReferences).toEqual([
      { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web", uid, controller: true, blockOwnerDeletion: true },
    ]);
  });

  it("makes no new pod as long as it cannot let go of one", () => {
    const refusal = refusing("replicaset-controller", "update", "Pod");
    const rehearsal = rehearse({}, refusal.options);
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 2"));
    rehearsal.settle();
    refusal.isOn = true;
    const [name = ""] = rehearsal.names("Pod");
    rehearsal.patch("Pod", name, { metadata: { labels: { app: "other" } } });
    expect(rehearsal.settle().failing).toMatchObject([{ key: "default/web", error: "no room" }]);
    expect(rehearsal.names("Pod")).toHaveLength(2);
    refusal.isOn = false;
    rehearsal.patch("Pod", name, { metadata: { labels: { again: "yes" } } });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(3);
    expect(rehearsal.get("Pod", name)?.metadata.ownerReferences).toBeUndefined();
  });

  it("counts a pod as available after minReadySeconds", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1\nminReadySeconds: 10"));
    rehearsal.pass(9);
    expect(rehearsal.get("ReplicaSet", "web")?.status?.availableReplicas).toBeUndefined();
    rehearsal.settle();
    expect(rehearsal.clock()).toBe(10);
    expect(rehearsal.get("ReplicaSet", "web")?.status?.availableReplicas).toBe(1);
  });

  it("tries every pod that it has too many, and says of each what keeps it", () => {
    const refusal = refusing("replicaset-controller", "delete", "Pod");
    const rehearsal = rehearse({}, refusal.options);
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 3"));
    rehearsal.settle();
    refusal.isOn = true;
    rehearsal.patch("ReplicaSet", "web", { spec: { replicas: 1 } });
    rehearsal.settle();
    const [failed] = rehearsal.list("Event").filter(({ reason }) => reason === "FailedDelete");
    expect(failed).toMatchObject({ message: "Error deleting: no room", count: 4 });
    expect(rehearsal.get("ReplicaSet", "web")?.status?.conditions).toMatchObject([
      { type: "ReplicaFailure", reason: "FailedDelete", message: "unable to delete pods: no room" },
    ]);
  });

  it("leaves pods that are going as they are, whatever they are labelled", () => {
    const rehearsal = rehearse({ stopAfterMs: 5000 });
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1"));
    rehearsal.settle();
    const [name = ""] = rehearsal.names("Pod");
    rehearsal.remove("Pod", name);
    rehearsal.patch("Pod", name, { metadata: { labels: { app: "other" } } });
    rehearsal.pass(1);
    expect(rehearsal.get("Pod", name)?.metadata.ownerReferences).toHaveLength(1);
  });
});
