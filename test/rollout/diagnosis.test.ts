import { describe, expect, it } from "vitest";
import type { PersistentVolumeClaim } from "../../src/api/kinds/persistentvolumeclaim/types.ts";
import type { NodeSelectorTerm, PodSpec } from "../../src/api/kinds/pod/types.ts";
import type { StatefulSetSpec } from "../../src/api/kinds/statefulset/types.ts";
import type { DiagnosisReason, Verdict } from "../../src/rollout/diagnosis.ts";
import { diagnoseAll } from "../../src/rollout/diagnose.ts";
import { Rehearsal } from "./rehearsal.ts";

function claimTemplate(storageClassName?: string): PersistentVolumeClaim {
  const named = storageClassName === undefined ? {} : { storageClassName };
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "www" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...named },
  };
}

function selecting(): PersistentVolumeClaim {
  const template = claimTemplate();
  return { ...template, spec: { ...template.spec, selector: { matchLabels: { disk: "fast" } } } };
}

/** A claim template that names its class as it was done before there was a field for it. */
function annotated(storageClass: string): PersistentVolumeClaim {
  const annotations = { "volume.beta.kubernetes.io/storage-class": storageClass };
  return { ...claimTemplate(), metadata: { name: "www", annotations } };
}

const claims = { volumeClaimTemplates: [claimTemplate()] };

/** A set whose pods each have a claim of their own that is made with them. */
function ephemeral(storageClassName: string): Partial<StatefulSetSpec> {
  const { spec } = claimTemplate(storageClassName);
  const volumes = [{ name: "cache", ephemeral: { volumeClaimTemplate: { spec } } }];
  const containers = [{ name: "nginx", image: "nginx:1.25" }];
  return { template: { metadata: { labels: { app: "web" } }, spec: { containers, volumes } } };
}

const bad = "nginx:1.99";

function brokenUpdate(policy: "OrderedReady" | "Parallel"): Rehearsal {
  return new Rehearsal().apply({ podManagementPolicy: policy }).fail(`image/${bad}`, "image-pull").image(bad);
}

function foreignPod(): Rehearsal {
  const rehearsal = new Rehearsal();
  const spec = { containers: [{ name: "c", image: "x:1" }] };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", namespace: "default" }, spec };
  rehearsal.sim.cluster.create(pod, "default");
  return rehearsal.run().apply({});
}

/** Scaled down, and up again while the pod was still going: its claim goes, and nobody wakes the controller. */
function missedWake(): Rehearsal {
  const policy = { persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } } as const;
  const rehearsal = new Rehearsal().apply({ ...claims, ...policy });
  const key = { kind: "StatefulSet", namespace: "default", name: "web" };
  rehearsal.sim.cluster.patch(key, { type: "merge", body: { spec: { replicas: 2 } } });
  rehearsal.sim.run({ kind: "for", ms: 100 });
  return rehearsal.patch("StatefulSet", "web", { spec: { replicas: 3 } });
}

function budgetUsed(): Rehearsal {
  const rehearsal = new Rehearsal();
  rehearsal.sim.set({ featureGates: { MaxUnavailableStatefulSet: true, StatefulSetSemanticRevisionComparison: true } });
  rehearsal.apply({ podManagementPolicy: "Parallel" }).fail(`image/${bad}`, "image-pull");
  return rehearsal.image(bad).image("nginx:1.25");
}

/** A set that is made anew around its pods, with claims that they were made without. */
function claimsAdded(): Rehearsal {
  const rehearsal = new Rehearsal().apply({});
  const key = { kind: "StatefulSet", namespace: "default", name: "web" };
  rehearsal.sim.cluster.delete(key, { propagationPolicy: "Orphan" });
  return rehearsal.run().apply(claims);
}

/** Of two pods on a node that is lost, one is to be replaced by an update and never goes. */
function lostNodeInUpdate(): Rehearsal {
  const rehearsal = new Rehearsal().apply({ replicas: 5, podManagementPolicy: "Parallel" });
  return rehearsal.fail("node/node-1", "down").image("nginx:1.26");
}

/** A pod below the partition that would come back at the same broken revision. */
function heldBroken(): Rehearsal {
  const updateStrategy = { type: "RollingUpdate", rollingUpdate: { partition: 1 } } as const;
  const rehearsal = new Rehearsal().apply({ updateStrategy }).image("nginx:1.26");
  return rehearsal.fail("image/nginx:1.25", "crash-loop");
}

function cordoned(): Rehearsal {
  const rehearsal = new Rehearsal();
  for (const node of ["node-1", "node-2", "node-3"]) rehearsal.patchNode(node, { spec: { unschedulable: true } });
  return rehearsal.apply({});
}

/** A set whose pods ask something of nodes. */
function placed(pod: Partial<PodSpec>, spec: Partial<StatefulSetSpec> = {}): Rehearsal {
  const containers = [{ name: "nginx", image: "nginx:1.25" }];
  const template = { metadata: { labels: { app: "web" } }, spec: { containers, ...pod } };
  return new Rehearsal().apply({ ...spec, template });
}

const APART = { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "kubernetes.io/hostname" };
const BY_ZONE = { ...APART, topologyKey: "topology.kubernetes.io/zone" };
const anti = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [APART] } };

function onNodes(...matchExpressions: NodeSelectorTerm["matchExpressions"] & {}): Partial<PodSpec> {
  const required = { nodeSelectorTerms: [{ matchExpressions }] };
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
}

function onPort(hostPort: number): Partial<PodSpec> {
  return { containers: [{ name: "nginx", image: "nginx:1.25", ports: [{ containerPort: 80, hostPort }] }] };
}

/** A set on volumes of a node that is not here. */
function onForeignDisk(): Rehearsal {
  const rehearsal = new Rehearsal();
  const terms = [{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: ["worker-7"] }] }];
  const spec = {
    capacity: { storage: "1Gi" },
    accessModes: ["ReadWriteOnce"],
    storageClassName: "disks",
    local: { path: "/disk" },
    nodeAffinity: { required: { nodeSelectorTerms: terms } },
  };
  rehearsal.sim.cluster.create({ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "disk" }, spec }, "");
  return rehearsal.apply({ replicas: 1, volumeClaimTemplates: [claimTemplate("disks")] });
}

type Case = readonly [what: string, make: () => Rehearsal, verdict: Verdict, reason: DiagnosisReason];

const CASES: readonly Case[] = [
  ["an update to an image that is not there", () => brokenUpdate("OrderedReady"), "stuck", "image-pull"],
  ["the same, reverted", () => brokenUpdate("OrderedReady").image("nginx:1.25"), "stuck", "rollout-blocked"],
  ["the same in Parallel", () => brokenUpdate("Parallel"), "stuck", "image-pull"],
  ["a reverted update that uses up maxUnavailable", budgetUsed, "stuck", "max-unavailable"],
  ["a broken pod that the partition holds", heldBroken, "stuck", "crash-loop"],
  ["an image that was never there", () => new Rehearsal().fail(`image/${bad}`, "image-pull").apply({ image: bad }), "stuck", "image-pull"], // prettier-ignore
  ["a pod that is not ready", () => new Rehearsal().fail("pod/web-1", "not-ready").apply({}), "stuck", "pod-not-ready"],
  ["a pod that crashes", () => new Rehearsal().fail("pod/web-1", "crash-loop").apply({}), "stuck", "crash-loop"],
  ["a pod without a node", () => new Rehearsal().fail("pod/web-0", "unschedulable").apply({}), "stuck", "unschedulable"], // prettier-ignore
  ["cordoned nodes", cordoned, "stuck", "unschedulable"],
  ["a label that no node has", () => placed({ nodeSelector: { disk: "ssd" } }), "stuck", "unschedulable"],
  ["labels of as many nodes as there are pods", () => placed({ nodeSelector: { disk: "ssd" }, affinity: anti }, { podManagementPolicy: "Parallel" }), "stuck", "unschedulable"], // prettier-ignore
  ["node affinity", () => placed(onNodes({ key: "disk", operator: "In", values: ["ssd", "nvme"] }, { key: "cpus", operator: "Gt", values: ["7"] }, { key: "kubernetes.io/os", operator: "NotIn", values: ["linux"] }, { key: "tier", operator: "Exists" })), "stuck", "unschedulable"], // prettier-ignore
  ["the name of another node", () => placed({ nodeSelector: { "kubernetes.io/hostname": "worker-7" } }), "stuck", "unschedulable"], // prettier-ignore
  ["volumes of another node", onForeignDisk, "stuck", "unschedulable"],
  ["a spread over zones that no node tells of", () => placed({ topologySpreadConstraints: [{ ...BY_ZONE, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" }] }), "stuck", "unschedulable"], // prettier-ignore
  ["a spread over zones beside a cordoned node", () => placed({ topologySpreadConstraints: [{ ...BY_ZONE, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" }] }).patchNode("node-2", { spec: { unschedulable: true } }), "stuck", "unschedulable"], // prettier-ignore
  ["company in zones that no node tells of", () => placed({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [BY_ZONE] } } }), "stuck", "unschedulable"], // prettier-ignore
  ["ports of nodes that are taken", () => placed(onPort(80), { replicas: 5 }), "stuck", "unschedulable"],
  ["labels that an earlier template asks for, too", () => placed({ nodeSelector: { disk: "ssd" } }).image("nginx:1.26").obey("stsctl delete pod web-0"), "stuck", "unschedulable"], // prettier-ignore
  ["a cordoned node without the label", () => placed({ nodeSelector: { disk: "ssd" } }).patchNode("node-1", { spec: { unschedulable: true } }), "stuck", "unschedulable"], // prettier-ignore
  ["a cordoned node with the label", () => placed({ nodeSelector: { disk: "ssd" } }).patchNode("node-2", { spec: { unschedulable: true } }).patchNode("node-2", { metadata: { labels: { disk: "ssd" } } }), "stuck", "unschedulable"], // prettier-ignore
  ["a cordoned node with a pod of the set", () => placed({ affinity: anti }, { replicas: 5 }).patchNode("node-3", { spec: { unschedulable: true } }), "stuck", "unschedulable"], // prettier-ignore
  ["a cordoned node of too few", () => placed({ affinity: anti }, { replicas: 5 }).patchNode("node-3", { spec: { unschedulable: true } }).obey("stsctl delete pod web-2"), "stuck", "unschedulable"], // prettier-ignore
  ["no nodes at all", () => new Rehearsal().nodes(0).apply({}), "stuck", "unschedulable"],
  ["pods without a claim of the set", claimsAdded, "stuck", "pod-without-claim"],
  ["a lost node in the middle of an update in Parallel", lostNodeInUpdate, "stuck", "node-down"],
  ["a lost node", () => new Rehearsal().apply({}).fail("node/node-2", "down"), "stuck", "node-down"],
  ["a pod deleted on a lost node", () => new Rehearsal().apply({}).fail("node/node-2", "down").obey("stsctl delete pod web-1"), "stuck", "stuck-terminating"], // prettier-ignore
  ["a pod that does not go", () => new Rehearsal().apply({}).fail("pod/web-2", "stuck-terminating").image("nginx:1.26"), "stuck", "stuck-terminating"], // prettier-ignore
  ["a storage class that is not there", () => new Rehearsal().classes("standard*").apply({ volumeClaimTemplates: [claimTemplate("fast")] }), "stuck", "claim-class-missing"], // prettier-ignore
  ["an annotated class that is not there", () => new Rehearsal().classes("standard*").apply({ volumeClaimTemplates: [annotated("fast")] }), "stuck", "claim-class-missing"], // prettier-ignore
  ["a storage class of ephemeral volumes that is not there", () => new Rehearsal().classes("standard*").apply(ephemeral("fast")), "stuck", "claim-class-missing"], // prettier-ignore
  ["no default storage class", () => new Rehearsal().classes("slow").apply(claims), "stuck", "claim-no-default-class"],
  ["a claim that is not bound", () => new Rehearsal().fail("pvc/www-web-0", "unbound").apply(claims), "stuck", "claim-pending"], // prettier-ignore
  ["a claim of a former pod", missedWake, "stuck", "stale-claim"],
  ["a pod name that is taken", foreignPod, "stuck", "pod-name-taken"],
  ["two unready pods to be removed", () => new Rehearsal().apply({ replicas: 5 }).fail("pod/web-4", "not-ready").fail("pod/web-3", "not-ready").patch("StatefulSet", "web", { spec: { replicas: 2 } }), "stuck", "two-unhealthy-condemned"], // prettier-ignore
  ["a partition", () => new Rehearsal().apply({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } }).image("nginx:1.26"), "waiting-for-user", "partition"], // prettier-ignore
  ["OnDelete", () => new Rehearsal().apply({ updateStrategy: { type: "OnDelete" } }).image("nginx:1.26"), "waiting-for-user", "on-delete"], // prettier-ignore
];

describe("diagnosis", () => {
  it("finds nothing wrong with a set that is complete", () => {
    const diagnosis = new Rehearsal().apply(claims).diagnose();
    expect(diagnosis).toMatchObject({
      verdict: "settled",
      reason: "none",
      serving: { ready: 3, desired: 3 },
      frees: [],
    });
    expect(diagnosis.revisions.updated).toBe(3);
  });

  it.each(CASES)("tells of %s, and its commands free it", (_what, make, verdict, reason) => {
    const rehearsal = make();
    const diagnosis = rehearsal.diagnose();
    expect(diagnosis).toMatchObject({ verdict, reason });
    expect(diagnosis.frees).not.toEqual([]);
    for (const line of diagnosis.frees) rehearsal.obey(line.replace("IMAGE", "nginx:1.25"));
    expect(rehearsal.diagnose()).toMatchObject({ verdict: "settled" });
  });

  it.each(CASES.filter(([, , verdict]) => verdict === "stuck"))(
    "names no end of a fault that does not help: %s",
    (_what, make) => {
      const rehearsal = make();
      const { recovers } = rehearsal.diagnose();
      for (const line of recovers) rehearsal.obey(line);
      expect(rehearsal.diagnose().verdict === "stuck").toBe(recovers.length === 0);
    },
  );

  it("tells what keeps a set from going that is deleted in the foreground", () => {
    const rehearsal = new Rehearsal().apply({}).fail("pod/web-1", "stuck-terminating");
    const key = { kind: "StatefulSet", namespace: "default", name: "web" };
    rehearsal.sim.cluster.delete(key, { propagationPolicy: "Foreground" });
    const diagnosis = rehearsal.run().diagnose();
    expect(diagnosis).toMatchObject({ verdict: "stuck", reason: "deleting" });
    expect(diagnosis.sentence).toBe("web is being deleted, but web-1 does not finish terminating");
    for (const line of diagnosis.frees) rehearsal.obey(line);
    expect(rehearsal.get("StatefulSet", "web")).toBeUndefined();
  });

  it("says which claims wait for a volume that somebody makes", () => {
    const diagnosis = new Rehearsal().apply({ volumeClaimTemplates: [selecting()] }).diagnose();
    expect(diagnosis).toMatchObject({ verdict: "stuck", reason: "claim-needs-volume" });
    expect(diagnosis.sentence).toContain(
      'claim www-web-0 waits for a persistent volume of class "standard" with the labels that it asks for, made by hand',
    );
  });

  it("wakes the controller for a claim that was deleted under a pod without a node", () => {
    const rehearsal = new Rehearsal().fail("pod/web-0", "unschedulable").apply(claims);
    rehearsal.sim.cluster.delete({ kind: "PersistentVolumeClaim", namespace: "default", name: "www-web-0" });
    const diagnosis = rehearsal.run().diagnose();
    expect(diagnosis).toMatchObject({ verdict: "stuck", reason: "claim-missing" });
    for (const line of diagnosis.frees) rehearsal.obey(line);
    expect(rehearsal.get("PersistentVolumeClaim", "www-web-0")).toBeDefined();
  });

  it("has a claim made by hand that no claim template makes", () => {
    const volumes = [{ name: "shared", persistentVolumeClaim: { claimName: "shared" } }];
    const containers = [{ name: "nginx", image: "nginx:1.25" }];
    const template = { metadata: { labels: { app: "web" } }, spec: { containers, volumes } };
    const rehearsal = new Rehearsal().apply({ replicas: 1, template });
    expect(rehearsal.diagnose()).toMatchObject({ reason: "claim-missing", frees: ["stsctl create -f CLAIM.yaml"] });
    rehearsal.sim.cluster.create({ ...claimTemplate(), metadata: { name: "shared" } }, "default");
    expect(rehearsal.run().diagnose()).toMatchObject({ verdict: "settled" });
  });

  it("does not say that going back is enough where it is not", () => {
    const rehearsal = brokenUpdate("OrderedReady");
    const { frees, butNot, sentence } = rehearsal.diagnose();
    expect(frees).toEqual(["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-2"]);
    expect(butNot).toContain("Going back alone does not free it");
    expect(sentence).toBe(
      "web-2 cannot pull nginx:1.99 (ImagePullBackOff), so web-1 and web-0 stay at revision 1 (2 of 3 serving)",
    );
    rehearsal.obey(frees[0] ?? "");
    expect(rehearsal.diagnose().verdict).toBe("stuck");
  });

  it("has pods without a claim deleted from the lowest on, each when the one before is back", () => {
    const { sentence, frees } = claimsAdded().diagnose();
    expect(sentence).toBe(
      "web-0 does not mount claim www-web-0, and volumes of a pod do not change, likewise 2 more (3 of 3 serving)",
    );
    expect(frees.slice(0, 3)).toEqual([
      "stsctl delete pod web-0",
      "stsctl wait pod/web-0 --for=condition=Ready --timeout=10m",
      "stsctl delete pod web-1",
    ]);
  });

  it("tells of all that lasts in Parallel, where no pod waits for another", () => {
    const { sentence, frees } = lostNodeInUpdate().diagnose();
    expect(sentence).toBe(
      "web-0 runs on node-1, which is down; web-3 does not finish terminating, as node-1 is down, so web-2, web-1 and web-0 stay at revision 1 (3 of 5 serving)",
    );
    expect(frees).toEqual([
      "stsctl delete pod web-0 --force --grace-period=0",
      "stsctl delete pod web-3 --force --grace-period=0",
    ]);
  });

  it("calls what still goes on progressing", () => {
    const rehearsal = new Rehearsal().apply({ minReadySeconds: 30 });
    const key = { kind: "StatefulSet", namespace: "default", name: "web" };
    rehearsal.sim.cluster.patch(key, { type: "merge", body: { spec: { replicas: 4 } } });
    rehearsal.report = rehearsal.sim.run({ kind: "for", ms: 1000 });
    expect(rehearsal.diagnose()).toMatchObject({ verdict: "progressing", reason: "pod-starting" });
    rehearsal.report = rehearsal.sim.run({ kind: "for", ms: 5000 });
    expect(rehearsal.diagnose()).toMatchObject({ verdict: "progressing", reason: "min-ready" });
  });

  it("tells of pods that are left of a set that is gone", () => {
    const rehearsal = new Rehearsal().apply({}).fail("pod/web-1", "stuck-terminating");
    rehearsal.obey("stsctl delete sts web");
    const { cluster } = rehearsal.sim;
    const context = { view: cluster.view(), now: cluster.now, world: cluster.world, settled: true };
    expect(diagnoseAll(context)).toMatchObject([
      { object: { kind: "Pod", name: "web-1" }, reason: "stuck-terminating" },
    ]);
  });
});
