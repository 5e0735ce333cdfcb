import { describe, expect, it } from "vitest";
import { claim, pod } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

function volume(name: string, size: string, more = ""): string {
  return `
apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}, labels: {disk: ${name}}}
spec:
  capacity: {storage: ${size}}
  accessModes: [ReadWriteOnce]
  hostPath: {path: /data}
  ${more}
`;
}

const volumeOf = (rehearsal: Rehearsal, name = "data"): string | undefined =>
  rehearsal.get("PersistentVolumeClaim", name)?.spec.volumeName;

const LATE =
  "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: late}, provisioner: x, volumeBindingMode: WaitForFirstConsumer}";

describe("the volume binder", () => {
  it("provides a volume of the claim's class and size", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.settle();
    const bound = rehearsal.get("PersistentVolumeClaim", "data");
    expect(bound?.status).toEqual({ phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" } });
    expect(volumeOf(rehearsal)).toBe(`pvc-${bound?.metadata.uid ?? ""}`);
    expect(rehearsal.get("PersistentVolume", volumeOf(rehearsal) ?? "")).toMatchObject({
      spec: { storageClassName: "standard", persistentVolumeReclaimPolicy: "Delete", claimRef: { name: "data" } },
      status: { phase: "Bound" },
    });
  });

  it("provides any class, unless only some exist", () => {
    const any = rehearse();
    any.create(claim("data", "storageClassName: fast"));
    any.settle();
    expect(any.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Bound");
    const few = rehearse({ storageClasses: ["standard"] });
    few.create(claim("data", "storageClassName: fast"));
    few.settle();
    expect(few.events("data")).toEqual(['ProvisioningFailed: storageclass.storage.k8s.io "fast" not found']);
    few.create(
      "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: example.com/x}",
    );
    few.settle();
    expect(few.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Bound");
  });

  it("provides no class that nobody made once somebody has made one", () => {
    const rehearsal = rehearse();
    rehearsal.create(
      "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: example.com/x}",
    );
    for (const name of ["fast", "standard", "slow"]) rehearsal.create(claim(name, `storageClassName: ${name}`));
    rehearsal.settle();
    const phases = ["fast", "standard", "slow"].map(
      (name) => rehearsal.get("PersistentVolumeClaim", name)?.status?.phase,
    );
    expect(phases).toEqual(["Bound", "Bound", "Pending"]);
    expect(rehearsal.events("slow")).toEqual(['ProvisioningFailed: storageclass.storage.k8s.io "slow" not found']);
  });

  it("gives a claim without a class the default one when there is one", () => {
    const { defaultClass: _none, ...settings } = { defaultClass: undefined, storageClasses: [] };
    const rehearsal = rehearse(settings);
    rehearsal.create(claim("data"));
    rehearsal.settle();
    const event = "FailedBinding: no persistent volumes available for this claim and no storage class is set";
    expect(rehearsal.events("data")).toEqual([event]);
    rehearsal.create(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: later, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: example.com/x
`);
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")).toMatchObject({
      spec: { storageClassName: "later" },
      status: { phase: "Bound" },
    });
  });

  // pkg/apis/core/v1/helper/helpers.go, `GetPersistentVolumeClaimClass` (1.36)
  it("reads the class in the annotation that was there before the field, which it goes before", () => {
    const old = (name: string, field = ""): string => {
      const annotations = "annotations: {volume.beta.kubernetes.io/storage-class: old}";
      return claim(name, field).replace(`{name: ${name}}`, `{name: ${name}, ${annotations}}`);
    };
    const rehearsal = rehearse({ storageClasses: ["old", "standard"] });
    rehearsal.create(volume("disk", "1Gi", "storageClassName: old"));
    for (const manifest of [old("taken"), old("made"), old("both", "storageClassName: standard")]) {
      rehearsal.create(manifest);
      rehearsal.settle();
    }
    rehearsal.fail("storageclass/old", "unbound");
    rehearsal.create(old("kept"));
    rehearsal.settle();
    expect(volumeOf(rehearsal, "taken")).toBe("disk");
    for (const name of ["made", "both"]) {
      const made = rehearsal.get("PersistentVolume", volumeOf(rehearsal, name) ?? "");
      expect(made?.spec.storageClassName).toBe("old");
    }
    expect(rehearsal.get("PersistentVolumeClaim", "kept")?.status?.phase).toBe("Pending");
  });

  it("takes the smallest volume there is that does", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("small", "500Mi"));
    rehearsal.create(volume("large", "10Gi"));
    rehearsal.create(volume("right", "2Gi"));
    rehearsal.create(claim("data", 'storageClassName: ""'));
    rehearsal.create(claim("chosen", 'storageClassName: ""\n  selector: {matchLabels: {disk: large}}'));
    rehearsal.settle();
    expect(volumeOf(rehearsal)).toBe("right");
    expect(volumeOf(rehearsal, "chosen")).toBe("large");
    expect(rehearsal.get("PersistentVolume", "small")?.status?.phase).toBe("Available");
  });

  it("makes no volume for a claim that chooses volumes by their labels", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("slow", "2Gi", "storageClassName: standard"));
    rehearsal.create(claim("data", "selector: {matchLabels: {disk: fast}}"));
    rehearsal.settle();
    expect(volumeOf(rehearsal)).toBeUndefined();
    rehearsal.create(volume("fast", "2Gi", "storageClassName: standard"));
    rehearsal.settle();
    expect(volumeOf(rehearsal)).toBe("fast");
  });

  it("binds to the volume that the claim names, or that is reserved to it", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("one", "1Gi", "claimRef: {namespace: default, name: other}"));
    rehearsal.create(volume("two", "1Gi"));
    rehearsal.create(claim("data", 'storageClassName: ""\n  volumeName: two'));
    rehearsal.create(claim("other", 'storageClassName: ""'));
    rehearsal.settle();
    expect([volumeOf(rehearsal), volumeOf(rehearsal, "other")]).toEqual(["two", "one"]);
  });

  it("compares size, mode and access of a volume that is reserved to a claim, and no more where both name each other", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("one", "1Gi", "claimRef: {namespace: default, name: data}\n  storageClassName: other"));
    rehearsal.create(volume("two", "1Ki", "claimRef: {namespace: default, name: large}"));
    rehearsal.create(volume("three", "1Ki", "claimRef: {namespace: default, name: named}"));
    rehearsal.create(claim("data", 'storageClassName: ""'));
    rehearsal.create(claim("large", 'storageClassName: ""'));
    rehearsal.create(claim("named", 'storageClassName: ""\n  volumeName: three'));
    rehearsal.settle();
    expect(["data", "large", "named"].map((name) => volumeOf(rehearsal, name))).toEqual(["one", undefined, "three"]);
  });

  it("binds a claim that waits when a volume for it comes", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data", 'storageClassName: ""'));
    rehearsal.settle();
    rehearsal.create(volume("late", "1Gi"));
    rehearsal.settle();
    expect(volumeOf(rehearsal)).toBe("late");
  });

  it.each(["pvc/data", "storageclass/standard"])(
    "leaves claims under the fault of %s unbound until it ends",
    (target) => {
      const rehearsal = rehearse();
      rehearsal.fail(target, "unbound");
      rehearsal.create(claim("data"));
      rehearsal.settle();
      expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Pending");
      rehearsal.recover(target);
      rehearsal.settle();
      expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Bound");
    },
  );

  it("deletes a provided volume with its claim, and keeps one that is to be kept", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("kept", "1Gi"));
    rehearsal.create(claim("mine", 'storageClassName: ""'));
    rehearsal.create(claim("data"));
    rehearsal.settle();
    for (const name of ["mine", "data"]) rehearsal.remove("PersistentVolumeClaim", name);
    rehearsal.settle();
    expect(rehearsal.list("PersistentVolume").map((one) => [one.metadata.name, one.status?.phase])).toEqual([
      ["kept", "Released"],
    ]);
    rehearsal.create(claim("mine", 'storageClassName: ""'));
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "mine")?.status?.phase).toBe("Pending");
  });

  it("lets go of a volume that is to be kept, so that it can be deleted once nobody claims it", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.settle();
    const name = volumeOf(rehearsal) ?? "";
    const finalizers = (): unknown => rehearsal.get("PersistentVolume", name)?.metadata.finalizers;
    const held = ["external-provisioner.volume.kubernetes.io/finalizer", "kubernetes.io/pv-protection"];
    expect(finalizers()).toEqual(held);
    rehearsal.patch("PersistentVolume", name, { spec: { persistentVolumeReclaimPolicy: "Retain" } });
    rehearsal.settle();
    expect(finalizers()).toEqual(held.slice(1));
    rehearsal.patch("PersistentVolume", name, { spec: { persistentVolumeReclaimPolicy: "Delete" } });
    rehearsal.settle();
    expect(finalizers()).toEqual(held.toReversed());
    rehearsal.patch("PersistentVolume", name, { spec: { persistentVolumeReclaimPolicy: "Retain" } });
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolume", name)?.status?.phase).toBe("Released");
    rehearsal.remove("PersistentVolume", name);
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolume")).toEqual([]);
  });

  it("says that a claim is lost when its volume is taken away", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.settle();
    const name = volumeOf(rehearsal) ?? "";
    rehearsal.remove("PersistentVolume", name);
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolume", name)?.metadata.deletionTimestamp).toBeDefined();
    rehearsal.patch("PersistentVolume", name, { metadata: { finalizers: null } });
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Lost");
  });

  // pkg/controller/volume/persistentvolume/binder_test.go, `TestSync`: set 3 (1.36)
  it("binds a claim anew to a volume that forgot it, and gives up one whose volume is another's", () => {
    const rehearsal = rehearse();
    rehearsal.create(volume("a", "1Gi"));
    rehearsal.create(claim("data", 'storageClassName: ""'));
    rehearsal.settle();
    rehearsal.create(claim("other", 'storageClassName: ""'));
    rehearsal.settle();
    rehearsal.patch("PersistentVolume", "a", { spec: { claimRef: null } });
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolume", "a")).toMatchObject({
      spec: { claimRef: { name: "data" } },
      status: { phase: "Bound" },
    });
    const { uid } = rehearsal.get("PersistentVolumeClaim", "other")?.metadata ?? {};
    rehearsal.patch("PersistentVolume", "a", { spec: { claimRef: { name: "other", uid, resourceVersion: null } } });
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Lost");
    const text = "ClaimMisbound: Two claims are bound to the same volume, this one is bound incorrectly";
    expect(rehearsal.events("data")).toContain(text);
  });

  // pkg/controller/volume/persistentvolume/pv_controller.go, `emitEventForUnboundDelayBindingClaim` (1.36)
  it("says that a claim waits for its first pod, and then for that to be scheduled", () => {
    const rehearsal = rehearse();
    rehearsal.create(LATE);
    rehearsal.create(claim("data", "storageClassName: late"));
    rehearsal.settle();
    const mounting = "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]";
    rehearsal.create(pod("a", { spec: `nodeSelector: {no: where}\n  ${mounting}` }));
    rehearsal.settle();
    expect(rehearsal.events("data").toSorted()).toEqual([
      "WaitForFirstConsumer: waiting for first consumer to be created before binding",
      "WaitForPodScheduled: waiting for pod a to be scheduled",
    ]);
  });

  it("makes the claims of ephemeral volumes, which go with their pod", () => {
    const rehearsal = rehearse();
    const template = "{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    rehearsal.create(pod("a", { spec: `volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: ${template}}}]` }));
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "a-tmp")?.status?.phase).toBe("Bound");
    expect(rehearsal.get("Pod", "a")?.status?.phase).toBe("Running");
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual([]);
    expect(rehearsal.names("PersistentVolume")).toEqual([]);
  });

  it("makes them anew for a pod that takes the place of another, once those of the other are gone", () => {
    const rehearsal = rehearse();
    const template = "{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    const yaml = pod("a", { spec: `volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: ${template}}}]` });
    const uids = (): readonly (string | undefined)[] => {
      const { metadata } = rehearsal.get("PersistentVolumeClaim", "a-tmp") ?? {};
      return [metadata?.uid, metadata?.ownerReferences?.[0]?.uid, rehearsal.get("Pod", "a")?.metadata.uid];
    };
    rehearsal.create(yaml);
    rehearsal.settle();
    const [first, owner, former] = uids();
    expect(owner).toBe(former);
    rehearsal.remove("Pod", "a", { gracePeriodSeconds: 0 });
    rehearsal.create(yaml);
    rehearsal.settle();
    const [second, heir, latter] = uids();
    expect(second).not.toBe(first);
    expect(latter).not.toBe(former);
    expect(heir).toBe(latter);
    expect(rehearsal.get("Pod", "a")?.status?.phase).toBe("Running");
    expect(rehearsal.events("a")).toContain(
      "FailedBinding: ephemeral volume tmp: PVC default/a-tmp was not created for pod default/a (pod is not owner)",
    );
  });

  it("binds claims of ephemeral volumes that wait for their pod, by whichever name of their class", () => {
    const rehearsal = rehearse();
    rehearsal.create(LATE);
    const annotated = "metadata: {annotations: {volume.beta.kubernetes.io/storage-class: late}}, ";
    for (const [name, metadata, field] of [
      ["a", "", "storageClassName: late, "],
      ["b", annotated, ""],
    ] as const) {
      const template = `{${metadata}spec: {${field}accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`;
      rehearsal.create(pod(name, { spec: `volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: ${template}}}]` }));
      rehearsal.settle();
      expect(rehearsal.get("Pod", name)?.status?.phase).toBe("Running");
      expect(rehearsal.get("PersistentVolumeClaim", `${name}-tmp`)).toMatchObject({
        metadata: { annotations: { "volume.kubernetes.io/selected-node": rehearsal.get("Pod", name)?.spec.nodeName } },
        status: { phase: "Bound" },
      });
    }
    const template =
      "{spec: {storageClassName: late, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    const volumes = `volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: ${template}}}]`;
    rehearsal.create(pod("c", { spec: `nodeSelector: {no: where}\n  ${volumes}` }));
    rehearsal.settle();
    expect(rehearsal.events("c-tmp")).toEqual(["WaitForPodScheduled: waiting for pod c to be scheduled"]);
  });

  it("grows a volume with its claim", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.settle();
    rehearsal.patch("PersistentVolumeClaim", "data", { spec: { resources: { requests: { storage: "5Gi" } } } });
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.capacity).toEqual({ storage: "5Gi" });
    expect(rehearsal.get("PersistentVolume", volumeOf(rehearsal) ?? "")?.spec.capacity).toEqual({ storage: "5Gi" });
  });
});
