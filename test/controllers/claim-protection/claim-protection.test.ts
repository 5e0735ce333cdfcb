import { describe, expect, it } from "vitest";
import { claim, pod, podWithClaim } from "../manifests.ts";
import { rehearse } from "../rehearsal.ts";

describe("claim protection", () => {
  it("keeps a claim for as long as a pod with a node mounts it", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.create(podWithClaim("a", "data"));
    rehearsal.settle();
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual(["data"]);
    rehearsal.fail("pod/a", "failed");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual(["data"]);
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual([]);
  });

  it("lets the claim of an ephemeral volume go before its pod, which may wait for that", () => {
    const rehearsal = rehearse();
    const spec = "accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}";
    const volume = `{name: tmp, ephemeral: {volumeClaimTemplate: {spec: {${spec}}}}}`;
    rehearsal.create(pod("a", { spec: `volumes: [${volume}]` }));
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual(["a-tmp"]);
    rehearsal.remove("Pod", "a", { propagationPolicy: "Foreground" });
    rehearsal.settle();
    expect([rehearsal.names("PersistentVolumeClaim"), rehearsal.names("Pod")]).toEqual([[], []]);
  });

  it("does not keep the claim of a pod without a node", () => {
    const rehearsal = rehearse();
    rehearsal.fail("pod/a", "unschedulable");
    rehearsal.create(claim("data"));
    rehearsal.create(podWithClaim("a", "data"));
    rehearsal.settle();
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual([]);
    expect(rehearsal.names("Pod")).toEqual(["a"]);
  });
});
