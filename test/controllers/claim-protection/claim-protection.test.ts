import { describe, expect, it } from "vitest";
import { claim, pod, podWithClaim } from "../manifests.ts";
import { ATTRIBUTES_CLASS } from "../../../src/api/kinds/volumeattributesclass/types.ts";
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

  it("keeps a class of attributes for as long as a claim or a volume names it", () => {
    const rehearsal = rehearse();
    const volume = "capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: a.b, volumeHandle: v}";
    rehearsal.create(`{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: gold}, driverName: a.b,
      parameters: {iops: "1"}}`);
    rehearsal.create(claim("data", "volumeAttributesClassName: gold"));
    rehearsal.create(`{apiVersion: v1, kind: PersistentVolume, metadata: {name: spare}, spec: {${volume},
      volumeAttributesClassName: gold}}`);
    rehearsal.settle();
    const { cluster } = rehearsal.simulation;
    const isThere = (): boolean => cluster.view().get(ATTRIBUTES_CLASS, "", "gold") !== undefined;
    cluster.delete({ kind: ATTRIBUTES_CLASS, namespace: "", name: "gold" });
    rehearsal.settle();
    expect(isThere()).toBe(true);
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(isThere()).toBe(true);
    rehearsal.remove("PersistentVolume", "spare");
    rehearsal.settle();
    expect(isThere()).toBe(false);
  });
});
