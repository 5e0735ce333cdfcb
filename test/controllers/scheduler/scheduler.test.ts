import { describe, expect, it } from "vitest";
import { podCondition } from "../../../src/api/kinds/pod/types.ts";
import { claim, pod, podWithClaim, workload } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

const nodeOf = (rehearsal: Rehearsal, name: string): string | undefined => rehearsal.get("Pod", name)?.spec.nodeName;

function reasonOf(rehearsal: Rehearsal, name: string): string | undefined {
  const found = rehearsal.get("Pod", name);
  return found === undefined ? undefined : podCondition(found, "PodScheduled")?.message;
}

const UNHELPFUL =
  "no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
const NO_VICTIMS =
  "no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.";

const ANTI_AFFINITY =
  "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}";
const AFFINITY =
  "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}]}}";

describe("the scheduler", () => {
  it("takes the node with the fewest pods, the first by name", () => {
    const rehearsal = rehearse();
    for (const name of ["a", "b", "c", "d"]) rehearsal.create(pod(name));
    rehearsal.settle();
    expect(["a", "b", "c", "d"].map((name) => nodeOf(rehearsal, name))).toEqual([
      "node-1",
      "node-2",
      "node-3",
      "node-1",
    ]);
  });

  it("parts pods of one controller before it looks how full nodes are", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("StatefulSet", "web", "replicas: 1"));
    for (const name of ["b", "c", "d", "e"]) {
      const node = name < "d" ? "node-2" : "node-3";
      rehearsal.create(pod(name, { spec: `nodeSelector: {kubernetes.io/hostname: ${node}}` }));
    }
    rehearsal.settle();
    expect(nodeOf(rehearsal, "web-0")).toBe("node-1");
    rehearsal.patch("StatefulSet", "web", { spec: { replicas: 4 } });
    rehearsal.settle();
    const nodes = (): readonly unknown[] => [1, 2, 3].map((at) => nodeOf(rehearsal, `web-${at}`));
    expect(nodes()).toEqual(["node-2", "node-3", "node-1"]);
    rehearsal.remove("Pod", "web-0");
    rehearsal.remove("Pod", "web-2");
    rehearsal.settle();
    expect(nodeOf(rehearsal, "web-0")).toBe("node-3");
  });

  it("finds what kubelets write on their nodes", () => {
    const rehearsal = rehearse();
    const wanted = "kubernetes.io/arch: amd64, kubernetes.io/os: linux, beta.kubernetes.io/arch: amd64";
    rehearsal.create(pod("a", { spec: `nodeSelector: {${wanted}, beta.kubernetes.io/os: linux}` }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
  });

  it.each([
    [
      "nodeSelector: {disk: ssd}",
      `0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. ${UNHELPFUL}`,
    ],
    [
      "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]",
      `0/3 nodes are available: persistentvolumeclaim "data" not found. ${UNHELPFUL}`,
    ],
  ])("says why %s fits nowhere", (spec, message) => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a", { spec }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBeUndefined();
    expect(reasonOf(rehearsal, "a")).toBe(message);
  });

  it("leaves a pod alone that is not to be scheduled, until it may be", () => {
    const rehearsal = rehearse();
    rehearsal.fail("pod/a", "unschedulable");
    rehearsal.create(pod("a"));
    rehearsal.settle();
    expect(reasonOf(rehearsal, "a")).toBe(`0/3 nodes are available: 3 Insufficient cpu. ${NO_VICTIMS}`);
    rehearsal.recover("pod/a");
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
  });

  it("keeps off cordoned, tainted and lost nodes, and counts each reason", () => {
    const rehearsal = rehearse();
    rehearsal.patch("Node", "node-1", { spec: { unschedulable: true } });
    rehearsal.patch("Node", "node-2", { spec: { taints: [{ key: "dedicated", value: "db", effect: "NoSchedule" }] } });
    rehearsal.fail("node/node-3", "down");
    rehearsal.create(pod("a"));
    rehearsal.settle();
    const reasons = "1 node(s) were unschedulable, 2 node(s) had untolerated taint(s)";
    expect(reasonOf(rehearsal, "a")).toBe(`0/3 nodes are available: ${reasons}. ${UNHELPFUL}`);
    rehearsal.create(pod("b", { spec: "tolerations: [{key: dedicated, operator: Exists}]" }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "b")).toBe("node-2");
    rehearsal.recover("node/node-3");
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-3");
  });

  it("keeps pods apart that want to be, and fills the place of one that goes", () => {
    const rehearsal = rehearse();
    for (const name of ["a", "b", "c", "d"]) rehearsal.create(pod(name, { spec: ANTI_AFFINITY }));
    rehearsal.settle();
    expect(reasonOf(rehearsal, "d")).toContain("3 node(s) didn't match pod anti-affinity rules");
    rehearsal.remove("Pod", "b");
    rehearsal.settle();
    expect(nodeOf(rehearsal, "d")).toBe("node-2");
  });

  it("puts a pod where the company is that it asks for, as soon as it is there", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a", { spec: AFFINITY }));
    rehearsal.settle();
    expect(reasonOf(rehearsal, "a")).toContain("3 node(s) didn't match pod affinity rules");
    rehearsal.create(pod("cache", { labels: "{app: cache}", spec: "nodeSelector: {kubernetes.io/hostname: node-3}" }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-3");
  });

  it("keeps off nodes that could not hold the pod if they were empty", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a", { container: ", resources: {requests: {cpu: 500m, memory: 4Gi}}" }));
    rehearsal.create(pod("b", { container: ", resources: {limits: {cpu: 500}}" }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
    expect(reasonOf(rehearsal, "b")).toBe(`0/3 nodes are available: 3 Insufficient cpu. ${UNHELPFUL}`);
    // pkg/scheduler/framework/plugins/noderesources/fit_test.go, `TestEnoughRequests`: `too many resources fails` (1.36)
    rehearsal.create(pod("c", { container: ", resources: {limits: {cpu: 500, memory: 500Ti}}" }));
    rehearsal.settle();
    const both = "3 Insufficient cpu, 3 Insufficient memory";
    expect(reasonOf(rehearsal, "c")).toContain(`0/3 nodes are available: ${both}. `);
  });

  it("gives a claim of one pod to one pod, and to the next when that is gone", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data").replace("ReadWriteOnce", "ReadWriteOncePod"));
    for (const name of ["a", "b"]) rehearsal.create(podWithClaim(name, "data"));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
    expect(reasonOf(rehearsal, "b")).toBe(
      `0/3 nodes are available: 3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode. ${NO_VICTIMS}`,
    );
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(nodeOf(rehearsal, "b")).toBe("node-1");
  });

  it("gives a host port of a node away once", () => {
    const rehearsal = rehearse({ nodes: 1 });
    for (const name of ["a", "b"])
      rehearsal.create(pod(name, { container: ", ports: [{containerPort: 80, hostPort: 80}]" }));
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
    expect(reasonOf(rehearsal, "b")).toContain("1 node(s) didn't have free ports for the requested pod ports");
  });

  it("spreads pods as evenly as they must be", () => {
    const rehearsal = rehearse();
    const spec =
      "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]";
    rehearsal.patch("Node", "node-3", { spec: { unschedulable: true } });
    for (const name of ["a", "b", "c"]) rehearsal.create(pod(name, { spec }));
    rehearsal.settle();
    expect(reasonOf(rehearsal, "c")).toContain("2 node(s) didn't match pod topology spread constraints");
  });

  // pkg/scheduler/framework/plugins/podtopologyspread/filtering_test.go, `TestSingleConstraint`: nodes without the key (1.36)
  it("keeps off nodes that are in no domain of a spread", () => {
    const rehearsal = rehearse();
    const zones =
      "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]";
    rehearsal.create(pod("a", { spec: zones }));
    rehearsal.settle();
    const missing = "3 node(s) didn't match pod topology spread constraints (missing required label)";
    expect(reasonOf(rehearsal, "a")).toBe(`0/3 nodes are available: ${missing}. ${UNHELPFUL}`);
    rehearsal.patch("Node", "node-2", { metadata: { labels: { zone: "a" } } });
    rehearsal.settle();
    expect(nodeOf(rehearsal, "a")).toBe("node-2");
  });

  it("waits for claims, and has those bound that wait for it", () => {
    const rehearsal = rehearse();
    rehearsal.create(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: late}
provisioner: example.com/disk
volumeBindingMode: WaitForFirstConsumer
`);
    rehearsal.create(claim("data", "storageClassName: late"));
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Pending");
    rehearsal.create(podWithClaim("a", "data"));
    rehearsal.settle();
    expect(rehearsal.get("PersistentVolumeClaim", "data")?.status?.phase).toBe("Bound");
    expect(nodeOf(rehearsal, "a")).toBe("node-1");
  });

  it("records no Events", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.create(pod("b", { spec: "nodeSelector: {disk: ssd}" }));
    rehearsal.settle();
    expect(rehearsal.names("Event")).toEqual([]);
  });
});
