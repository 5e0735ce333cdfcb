import { describe, expect, it } from "vitest";
import { pod, workload } from "../manifests.ts";
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
