import { describe, expect, it } from "vitest";
import { BROKEN, Stage, statefulSet } from "./stage.ts";

const creations = (log: readonly string[]): readonly string[] =>
  log.filter((line) => /^(create|delete) pod/.test(line));

describe("a pass", () => {
  it("REC-1: makes or deletes one pod at most in order", () => {
    const stage = new Stage().set({ replicas: 4 });
    stage.scale(0).settle();
    const perStep = stage
      .log()
      .join("\n")
      .split(/status/)
      .map((part) => creations(part.split("\n")).length);
    expect(Math.max(...perStep)).toBe(1);
  });

  it("REC-2: makes all, deletes all and updates one in a single pass when Parallel", () => {
    const stage = new Stage({ settings: { nodes: 3 } });
    stage.create(statefulSet("web", { replicas: 3, parallel: true })).pass(0);
    expect(creations(stage.log()).slice(0, 3)).toEqual(["create pod/web-0", "create pod/web-1", "create pod/web-2"]);
    stage.settle();
    stage.log();
    stage
      .spec({ replicas: 3, ordinals: { start: 1 } })
      .image("a:2")
      .pass(0);
    expect(creations(stage.log()).slice(0, 3)).toEqual(["create pod/web-3", "delete pod/web-0"]);
    stage.settle();
    expect(stage.images()).toEqual(["web-1=a:2", "web-2=a:2", "web-3=a:2"]);
  });

  it("REC-3: begins no batch after one with an error when Parallel", () => {
    const refuse = ({ verb, kind, name }: { verb: string; kind: string; name: string }): typeof BROKEN | undefined =>
      verb === "create" && kind === "Pod" && name === "web-1" ? BROKEN : undefined;
    const stage = new Stage({ refuse }).set({ replicas: 6, parallel: true });
    expect(stage.pods()).toEqual(["web-0", "web-2"]);
    const first = new Stage({
      refuse: ({ verb, kind, name }) => (verb === "create" && kind === "Pod" && name === "web-0" ? BROKEN : undefined),
    });
    expect(first.set({ replicas: 6, parallel: true }).pods()).toEqual([]);
  });
});

describe("a slot", () => {
  it.each(["failed", "succeeded"] as const)(
    "REC-10: deletes a pod that has %s, and refills it in a later pass",
    (as) => {
      const stage = new Stage().set();
      stage.log();
      stage.fail("pod/web-1", as).settle();
      const log = stage.log();
      expect(log.indexOf("delete pod/web-1")).toBeLessThan(log.indexOf("status 3/2/3/3"));
      expect(log.indexOf("status 3/2/3/3")).toBeLessThan(log.indexOf("create pod/web-1"));
    },
  );

  it("REC-10: leaves a finished pod alone once it terminates", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.patch("Pod", "web-0", { metadata: { finalizers: ["example.com/hold"] } });
    stage.fail("pod/web-0", "failed").settle();
    stage.label("web-0", { touched: "yes" }).settle();
    expect(creations(stage.log()).filter((line) => line === "delete pod/web-0")).toHaveLength(1);
    expect(stage.pods()).toEqual(["web-0"]);
    stage.patch("Pod", "web-0", { metadata: { finalizers: null } }).settle();
    expect(stage.counters()).toBe("1/1/1/1");
  });

  it("REC-11: waits without a word while a claim is an earlier pod's", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"], retention: { whenScaled: "Delete" } });
    const uid = "00000000-0000-0000-0000-000000000000";
    const owner = { apiVersion: "v1", kind: "Pod", name: "web-0", uid };
    stage.patch("PersistentVolumeClaim", "www-web-0", {
      metadata: { finalizers: ["example.com/hold"], ownerReferences: [owner] },
    });
    stage.remove("Pod", "web-0").settle();
    expect(stage.pods()).toEqual([]);
    expect(stage.settle().failing).toEqual([]);
    expect(stage.events().filter((event) => event.includes("Failed"))).toEqual([]);
  });

  it("REC-12: makes the missing claims of a pending pod, and not those of a running one", () => {
    const stage = new Stage();
    for (const node of ["node-1", "node-2", "node-3"]) stage.patch("Node", node, { spec: { unschedulable: true } });
    stage.set({ replicas: 1, claims: ["www"] });
    stage.remove("PersistentVolumeClaim", "www-web-0").label("web-0", { touched: "yes" }).settle();
    expect(stage.claims()).toEqual(["www-web-0"]);
    for (const node of ["node-1", "node-2", "node-3"]) stage.patch("Node", node, { spec: { unschedulable: null } });
    stage.settle();
    expect(stage.counters()).toBe("1/1/1/1");
    stage.patch("PersistentVolumeClaim", "www-web-0", { metadata: { finalizers: null } });
    stage.remove("PersistentVolumeClaim", "www-web-0").label("web-0", { touched: "again" }).settle();
    expect(stage.claims()).toEqual([]);
  });

  it("REC-13: stops in order at a pod that terminates", () => {
    const stage = new Stage().set({ replicas: 2 }).fail("pod/web-0", "stuck-terminating").remove("Pod", "web-0");
    stage.scale(4).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    stage.recover().settle();
    expect(stage.pods()).toHaveLength(4);
  });

  it("REC-14: stops in order at a pod that is not ready", () => {
    const stage = new Stage().fail("pod/web-1", "not-ready").set();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    expect(stage.counters()).toBe("2/1/2/2");
  });

  it("REC-15: stops in order at a pod that is not yet available", () => {
    const stage = new Stage();
    stage.create(statefulSet("web", { replicas: 2, more: { minReadySeconds: 60 } })).pass(30);
    expect([stage.pods(), stage.counters()]).toEqual([["web-0"], "1/1/1/1"]);
    stage.settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
  });

  it("REC-16: corrects a pod whose label was taken off, in order only when it is well", () => {
    const broken = new Stage().set({ replicas: 2 }).fail("pod/web-0", "not-ready");
    broken.label("web-1", { "statefulset.kubernetes.io/pod-name": null }).settle();
    expect(broken.pod("web-1").metadata.labels).not.toHaveProperty(["statefulset.kubernetes.io/pod-name"]);
    broken.recover().settle();
    expect(broken.pod("web-1").metadata.labels).toHaveProperty(["statefulset.kubernetes.io/pod-name"], "web-1");
  });

  it("REC-17: one pod that is not well keeps everything above it from changing", () => {
    const stage = new Stage().set().fail("pod/web-0", "not-ready");
    stage.settle();
    stage.log();
    stage.image("a:2").remove("Pod", "web-2").scale(5).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    stage.scale(1).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    expect(creations(stage.log())).toEqual([]);
  });

  it("REC-18: several failed pods are healed one by one in order", () => {
    const stage = new Stage().set();
    stage.log();
    stage.fail("pod/web-0", "failed").fail("pod/web-2", "failed").settle();
    const log = stage.log().filter((line) => !line.startsWith("status") && !line.startsWith("remove"));
    expect(log).toEqual([
      "delete pod/web-0",
      "create pod/web-0",
      "ready web-0",
      "delete pod/web-2",
      "create pod/web-2",
      "ready web-2",
    ]);
  });

  it("REC-18: and all at once when Parallel", () => {
    const stage = new Stage().set({ parallel: true });
    stage.log();
    stage.fail("pod/web-0", "failed").fail("pod/web-2", "failed").settle();
    const log = creations(stage.log());
    expect(log.slice(0, 2)).toEqual(["delete pod/web-0", "delete pod/web-2"]);
    expect(log.slice(2).toSorted()).toEqual(["create pod/web-0", "create pod/web-2"]);
  });
});

describe("making and correcting pods", () => {
  it("REC-20: no pod without its claims, and every claim is tried", () => {
    const stage = new Stage({
      refuse: ({ verb, kind, name }) =>
        verb === "create" && kind === "PersistentVolumeClaim" && name === "a-web-0" ? BROKEN : undefined,
    });
    stage.set({ replicas: 1, claims: ["a", "b"] });
    expect([stage.pods(), stage.claims()]).toEqual([[], ["b-web-0"]]);
    const failed = `failed to create PVC a-web-0: ${BROKEN.message}`;
    const event = `Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: ${failed}`;
    expect(stage.events().some((text) => text.startsWith(event))).toBe(true);
  });

  it("REC-20: owners of claims are looked at whatever became of the pod", () => {
    const stage = new Stage({
      refuse: ({ verb, kind }) => (verb === "create" && kind === "Pod" ? BROKEN : undefined),
    });
    stage.create({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "www-web-0" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    stage.set({ replicas: 1, claims: ["www"], retention: { whenDeleted: "Delete" } });
    expect(stage.owners("www-web-0")).toEqual(["StatefulSet/web"]);
  });

  it("REC-21: a claim that a pending pod cannot have is an error without an event", () => {
    let broken = false;
    const stage = new Stage({
      refuse: ({ verb, kind }) =>
        broken && verb === "create" && kind === "PersistentVolumeClaim" ? BROKEN : undefined,
    });
    for (const node of ["node-1", "node-2", "node-3"]) stage.patch("Node", node, { spec: { unschedulable: true } });
    stage.set({ replicas: 1, claims: ["www"] });
    broken = true;
    stage.remove("PersistentVolumeClaim", "www-web-0").label("web-0", { touched: "yes" }).settle();
    expect(stage.settle().failing[0]?.error).toContain("failed to create PVC www-web-0");
    expect(stage.events().filter((event) => event.includes("Create Pod web-0 in StatefulSet web failed"))).toEqual([]);
  });

  it("REC-24: one write and one event for a correction, also when only a claim's owner was wrong", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"] });
    stage.spec({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } }).settle();
    expect(stage.owners("www-web-0")).toEqual(["StatefulSet/web"]);
    expect(stage.events().filter((event) => event.includes("Update"))).toEqual([
      "Normal SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful",
    ]);
  });
});
