import { describe, expect, it } from "vitest";
import type { OwnerReference } from "../../../src/api/object.ts";
import type { PersistentVolumeClaim } from "../../../src/api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../../../src/api/kinds/pod/types.ts";
import type { RetentionPolicy, StatefulSet } from "../../../src/api/kinds/statefulset/types.ts";
import { isClaimUpToDate, withWantedOwners } from "../../../src/controllers/statefulset/claim-retention.ts";
import { Stage } from "./stage.ts";

const KEEP = { whenDeleted: "Retain", whenScaled: "Retain" };
const SCALED = { whenDeleted: "Retain", whenScaled: "Delete" };
const DELETED = { whenDeleted: "Delete", whenScaled: "Retain" };
const BOTH = { whenDeleted: "Delete", whenScaled: "Delete" };
const policy = (retention: object): object => ({ persistentVolumeClaimRetentionPolicy: retention });

const bySet: OwnerReference = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set", controller: true };
const byPod: OwnerReference = { apiVersion: "v1", kind: "Pod", name: "web-1", uid: "pod", controller: true };
const foreign: OwnerReference = { apiVersion: "v1", kind: "ConfigMap", name: "x", uid: "x" };

function verdict(
  owners: readonly OwnerReference[],
  whenDeleted: RetentionPolicy,
  whenScaled: RetentionPolicy,
): boolean {
  const set = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", uid: "set" },
    spec: { replicas: 1, ...policy({ whenDeleted, whenScaled }) },
  } as unknown as StatefulSet;
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", uid: "pod" } } as Pod;
  const claim = { metadata: { name: "www-web-1", ownerReferences: owners } } as unknown as PersistentVolumeClaim;
  const fixed = withWantedOwners(claim, set, pod);
  if (!isClaimUpToDate(claim, set, pod)) expect(isClaimUpToDate(fixed, set, pod)).toBe(true);
  return isClaimUpToDate(claim, set, pod);
}

describe("whether a claim's owners are up to date", () => {
  it("PVC-1: a claim of an earlier set or pod of that name is none of our business", () => {
    expect(verdict([{ ...bySet, uid: "old" }], "Delete", "Delete")).toBe(true);
    expect(verdict([{ ...byPod, uid: "old" }], "Retain", "Retain")).toBe(true);
  });

  it("PVC-2: so is one with a foreign controller, unless it still has a reference of ours", () => {
    const controller = { ...foreign, controller: true };
    expect(verdict([controller], "Delete", "Delete")).toBe(true);
    expect(verdict([controller, bySet], "Delete", "Delete")).toBe(false);
  });

  it("PVC-3: a reference of ours that is no controller's is to be made anew", () => {
    expect(verdict([{ ...byPod, controller: false }], "Retain", "Delete")).toBe(false);
  });

  it("PVC-4: otherwise the policy decides, and foreign owners do not matter", () => {
    expect(verdict([], "Retain", "Retain")).toBe(true);
    expect(verdict([foreign], "Retain", "Retain")).toBe(true);
    expect(verdict([foreign, byPod], "Retain", "Delete")).toBe(true);
    expect(verdict([bySet], "Delete", "Retain")).toBe(true);
    expect(verdict([bySet], "Delete", "Delete")).toBe(false);
    expect(verdict([bySet, byPod], "Delete", "Delete")).toBe(false);
    expect(verdict([byPod], "Delete", "Delete")).toBe(true);
  });
});

describe("when owners are put right", () => {
  it("PVC-5: a pass after the pod was made, while it is pending", () => {
    const stage = new Stage();
    stage.fail("pvc/www-web-0", "unbound").set({ replicas: 1, claims: ["www"], retention: DELETED });
    expect(stage.owners("www-web-0")).toEqual(["StatefulSet/web"]);
    expect(stage.events().filter((event) => event.includes("Update"))).toEqual([]);
  });

  it("PVC-6: a changed policy reaches all claims, from the lowest ordinal, one event a pod", () => {
    const stage = new Stage().set({ claims: ["www"] });
    stage.log();
    stage.spec(policy(DELETED)).settle();
    const own = stage.log().filter((line) => line.startsWith("own"));
    expect(own).toEqual([0, 1, 2].map((ordinal) => `own pvc/www-web-${ordinal} by StatefulSet/web`));
    expect(stage.events().filter((event) => event.includes("SuccessfulUpdate"))).toHaveLength(3);
  });

  it("PVC-6: in order it stalls at the first pod that is not ready", () => {
    const stage = new Stage().set({ claims: ["www"] }).fail("pod/web-1", "not-ready");
    stage.settle();
    stage.spec(policy(DELETED)).settle();
    expect([0, 1, 2].map((ordinal) => stage.owners(`www-web-${ordinal}`))).toEqual([["StatefulSet/web"], [], []]);
  });

  it("PVC-7: claims whose pods do not exist are not looked at", () => {
    const stage = new Stage().set({ claims: ["www"] }).scale(0);
    stage.settle();
    stage.spec(policy(BOTH)).settle();
    stage.remove("StatefulSet", "web").settle();
    expect(stage.claims()).toEqual(["www-web-0", "www-web-1", "www-web-2"]);
  });

  it("PVC-7: an owner from when the pods existed stays", () => {
    const stage = new Stage().set({ claims: ["www"], retention: DELETED }).scale(0);
    stage.settle();
    expect(stage.claims()).toHaveLength(3);
    stage.remove("StatefulSet", "web").settle();
    expect(stage.claims()).toEqual([]);
  });

  it("PVC-8: deleting a pod in range by hand never costs its claim", () => {
    const stage = new Stage().set({ claims: ["www"], retention: BOTH });
    const { uid } = stage.claim("www-web-1").metadata;
    stage.remove("Pod", "web-1").settle();
    stage.image("a:2").settle();
    expect(stage.claim("www-web-1").metadata.uid).toBe(uid);
  });
});

describe("scaling down and up again", () => {
  it("PVC-9: a claim that names an earlier pod keeps the new one from being made", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { finalizers: ["example.com/hold"] } });
    stage.scale(1).settle();
    stage.scale(2).settle();
    expect(stage.pods()).toEqual(["web-0"]);
    expect(stage.owners("www-web-1")).toEqual(["Pod/web-1"]);
  });

  it("PVC-10: the claim goes after its pod, and a later pod begins with a new one", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    const { uid } = stage.claim("www-web-1").metadata;
    stage.scale(1).settle();
    expect(stage.claims()).toEqual(["www-web-0"]);
    stage.scale(2).settle();
    expect(stage.claim("www-web-1").metadata.uid).not.toBe(uid);
  });

  it("PVC-10: under Retain the later pod has the old claim", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: KEEP });
    const { uid } = stage.claim("www-web-1").metadata;
    stage.scale(0).settle();
    stage.scale(2).settle();
    expect(stage.claim("www-web-1").metadata.uid).toBe(uid);
  });

  it("PVC-11: scaling up while the pod terminates loses the data in order", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    const { uid } = stage.claim("www-web-1").metadata;
    stage.fail("pod/web-1", "stuck-terminating").scale(1).settle();
    stage.scale(2).settle();
    expect(stage.owners("www-web-1")).toEqual(["Pod/web-1"]);
    stage.recover().settle();
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.claim("www-web-1").metadata.uid).not.toBe(uid);
  });

  it("PVC-11: and keeps it when Parallel", () => {
    const stage = new Stage().set({ replicas: 2, parallel: true, claims: ["www"], retention: SCALED });
    const { uid } = stage.claim("www-web-1").metadata;
    stage.fail("pod/web-1", "stuck-terminating").scale(1).settle();
    stage.scale(2).settle();
    expect(stage.owners("www-web-1")).toEqual([]);
    stage.recover().settle();
    expect(stage.claim("www-web-1").metadata.uid).toBe(uid);
    expect(stage.counters()).toBe("2/2/2/2");
  });

  it("PVC-12: the set stays one pod short until something unrelated wakes it", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    stage.fail("pod/web-1", "stuck-terminating").scale(1).settle();
    stage.scale(2).settle();
    stage.recover().settle();
    expect([stage.pods(), stage.claims()]).toEqual([["web-0"], ["www-web-0"]]);
    stage.pass(3600);
    expect(stage.pods()).toEqual(["web-0"]);
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.counters()).toBe("2/2/2/2");
  });

  it("PVC-13: a foreign finalizer on the claim prolongs that wait, without a word", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { finalizers: ["example.com/hold"] } });
    stage.scale(1).settle();
    stage.scale(2).settle();
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { finalizers: null } }).settle();
    expect(stage.pods()).toEqual(["web-0"]);
    expect(stage.settle().failing).toEqual([]);
    expect(stage.events().filter((event) => event.includes("Warning"))).toEqual([]);
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
  });

  it("PVC-14: under Retain a claim that names an earlier pod is not waited for", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { finalizers: ["example.com/hold"] } });
    stage.spec({ replicas: 1 }).settle();
    const stale = stage.owners("www-web-1");
    expect(stale).toEqual(["Pod/web-1"]);
    stage.spec({ replicas: 2, ...policy(KEEP) }).settle();
    expect(stage.settle().failing[0]?.error).toBe("pvc www-web-1 is being deleted");
  });
});

describe("claims in use", () => {
  it("PVC-15: stay while any bound pod mounts them, and go with the last", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"] });
    stage.remove("PersistentVolumeClaim", "www-web-0").settle();
    expect(stage.claim("www-web-0").metadata.deletionTimestamp).toBeDefined();
    stage.scale(0).settle();
    expect(stage.claims()).toEqual([]);
  });

  it("PVC-16: deleted under a running pod, they show no effect until that goes; then both are made anew", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"] });
    const { uid } = stage.claim("www-web-0").metadata;
    stage.remove("PersistentVolumeClaim", "www-web-0").settle();
    expect(stage.counters()).toBe("1/1/1/1");
    stage.remove("Pod", "web-0").settle();
    expect(stage.counters()).toBe("1/1/1/1");
    expect(stage.claim("www-web-0").metadata).not.toMatchObject({ uid });
    expect(stage.claim("www-web-0").metadata.deletionTimestamp).toBeUndefined();
  });

  it("PVC-17: of a pod that was never bound they go at once, and the next pass makes them again", () => {
    const stage = new Stage();
    for (const node of ["node-1", "node-2", "node-3"]) stage.patch("Node", node, { spec: { unschedulable: true } });
    stage.set({ replicas: 1, claims: ["www"] });
    const { uid } = stage.claim("www-web-0").metadata;
    stage.remove("PersistentVolumeClaim", "www-web-0").settle();
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.claim("www-web-0").metadata.uid).not.toBe(uid);
  });

  it("PVC-18: go when all owners are gone; one that lives saves them", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: SCALED });
    stage.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "keeper" } });
    const uid = stage.get("ConfigMap", "keeper")?.metadata.uid ?? "";
    const keeper = { apiVersion: "v1", kind: "ConfigMap", name: "keeper", uid };
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { ownerReferences: [keeper] } });
    stage.scale(1).settle();
    expect(stage.owners("www-web-1")).toEqual(["ConfigMap/keeper"]);
    const nobody = { ...keeper, name: "nobody", uid: "00000000-0000-0000-0000-000000000000" };
    stage.patch("PersistentVolumeClaim", "www-web-1", { metadata: { ownerReferences: [nobody] } }).settle();
    expect(stage.claims()).toEqual(["www-web-0"]);
  });
});

describe("deletion of the set", () => {
  it.each([
    ["Background", DELETED, 0],
    ["Foreground", DELETED, 0],
    ["Orphan", DELETED, 2],
    ["Background", KEEP, 2],
    ["Background", SCALED, 2],
  ] as const)("%s with %o leaves %d claims", (propagationPolicy, retention, left) => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention });
    stage.remove("StatefulSet", "web", { propagationPolicy }).settle();
    expect(stage.get("StatefulSet", "web")).toBeUndefined();
    expect(stage.claims()).toHaveLength(left);
    expect(stage.pods()).toHaveLength(propagationPolicy === "Orphan" ? 2 : 0);
    for (const claim of stage.claims()) expect(stage.owners(claim)).toEqual([]);
  });

  it("a set made again over orphans adopts them; an equal template restarts nobody", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["www"], retention: DELETED });
    const uids = ["web-0", "web-1"].map((name) => stage.pod(name).metadata.uid);
    stage.remove("StatefulSet", "web", { propagationPolicy: "Orphan" }).settle();
    stage.set({ replicas: 2, claims: ["www"], retention: DELETED });
    expect(["web-0", "web-1"].map((name) => stage.pod(name).metadata.uid)).toEqual(uids);
    expect(stage.owners("www-web-1")).toEqual(["StatefulSet/web"]);
    expect(stage.counters()).toBe("2/2/2/2");
  });

  it("a set made again while its pods still terminate waits for them without an event", () => {
    const stage = new Stage().set({ replicas: 2 }).fail("pod/web-0", "stuck-terminating");
    stage.remove("StatefulSet", "web").settle();
    stage.set({ replicas: 2 });
    expect(stage.settle().failing[0]?.error).toContain("already exists");
    expect(stage.events().filter((event) => event.includes("Warning"))).toEqual([]);
    stage.recover().settle();
    expect(stage.counters()).toBe("2/2/2/2");
  });

  it("PVC-5: of a pending pod the claims are seen to once in a pass, so that no update of them fails", () => {
    const stage = new Stage().set({ replicas: 3, claims: ["www"], parallel: true, more: policy(BOTH) });
    expect(stage.events().filter((event) => event.includes("FailedUpdate"))).toEqual([]);
    stage.scale(1).scale(3).settle();
    expect(stage.events().filter((event) => event.includes("FailedUpdate"))).toEqual([]);
  });
});
