import { describe, expect, it } from "vitest";
import { byBytes } from "../../../src/base/json.ts";
import { withImage, workload } from "../manifests.ts";
import { refusing, rehearse, type Rehearsal } from "../rehearsal.ts";

function deployed(spec = ""): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(workload("DaemonSet", "agent", spec));
  rehearsal.settle();
  rehearsal.happened();
  return rehearsal;
}

const nodes = (rehearsal: Rehearsal): readonly string[] =>
  rehearsal
    .list("Pod")
    .map((one) => one.spec.nodeName ?? "")
    .sort(byBytes);

const revisions = (rehearsal: Rehearsal): readonly number[] =>
  rehearsal.list("ControllerRevision").map((one) => one.revision);

describe("a daemon set", () => {
  it("runs one pod on every node, cordoned ones too", () => {
    const rehearsal = rehearse();
    rehearsal.patch("Node", "node-2", { spec: { unschedulable: true } });
    rehearsal.create(workload("DaemonSet", "agent"));
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
    expect(rehearsal.get("DaemonSet", "agent")?.status).toEqual({
      currentNumberScheduled: 3,
      numberMisscheduled: 0,
      desiredNumberScheduled: 3,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
      numberAvailable: 3,
    });
  });

  it("follows nodes that come, go and are tainted", () => {
    const rehearsal = deployed();
    rehearsal.simulation.set({ nodes: 4 });
    rehearsal.settle();
    expect(nodes(rehearsal)).toHaveLength(4);
    rehearsal.patch("Node", "node-4", { spec: { taints: [{ key: "x", effect: "NoExecute" }] } });
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
  });

  it("brings a pod back to its node under another name", () => {
    const rehearsal = deployed();
    const [first = ""] = rehearsal.names("Pod");
    rehearsal.remove("Pod", first);
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
    expect(rehearsal.names("Pod")).not.toContain(first);
  });

  it("replaces a failed pod", () => {
    const rehearsal = deployed();
    const [first = ""] = rehearsal.names("Pod");
    rehearsal.fail(`pod/${first}`, "failed");
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
    expect(
      rehearsal.events("agent").some((event) => event.startsWith("FailedDaemonPod: Found failed daemon pod")),
    ).toBe(true);
  });

  it.each([
    ["", 1],
    ["updateStrategy: {rollingUpdate: {maxUnavailable: 2}}", 2],
    ["updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}", 2],
  ])("rolls over as many nodes at a time as it may (%s)", (spec, atOnce) => {
    const rehearsal = deployed(spec);
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
    rehearsal.settle();
    const updated = () => rehearsal.list("Pod").filter((one) => one.spec.containers[0]?.image === "nginx:1.26").length;
    expect(updated()).toBe(atOnce);
    rehearsal.recover("image/nginx:1.26");
    rehearsal.settle();
    expect(updated()).toBe(3);
    expect(revisions(rehearsal)).toHaveLength(2);
  });

  it("puts the new pod beside the old one with surge", () => {
    const rehearsal = deployed("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toHaveLength(4);
    rehearsal.recover("image/nginx:1.26");
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
  });

  // pkg/controller/daemon/daemon_controller_test.go, `TestSurgeDeletesUnreadyOldPods` (1.36)
  it("gives up an old pod that is not ready as soon as the new one is beside it, with surge", () => {
    const rehearsal = deployed("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
    const old = rehearsal.names("Pod");
    rehearsal.fail(`pod/${old[0] ?? ""}`, "not-ready");
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
    rehearsal.settle();
    expect(rehearsal.names("Pod")).not.toContain(old[0]);
    expect(rehearsal.names("Pod").filter((name) => old.includes(name))).toEqual(old.slice(1));
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-2", "node-3"]);
  });

  // pkg/controller/daemon/daemon_controller_test.go, `TestSurgeCreatesNewPodWhenAtMaxSurgeAndOldPodDeleted` (1.36)
  it.each([
    ["with surge makes another pod at once", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", 4],
    ["without surge waits for the place", "", 3],
  ])("for a pod that is going %s", (_what, spec, count) => {
    const rehearsal = rehearse({ stopAfterMs: 5000 });
    rehearsal.create(workload("DaemonSet", "agent", spec));
    rehearsal.settle();
    rehearsal.remove("Pod", rehearsal.names("Pod")[0] ?? "");
    rehearsal.pass(1);
    expect(rehearsal.names("Pod")).toHaveLength(count);
    rehearsal.settle();
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
  });

  // pkg/controller/daemon/update.go, `rollingUpdate`: `shouldNotRunPodsToDelete` (1.36)
  it.each([
    ["gives up", [], ["node-1", "node-1", "node-2"]],
    ["keeps", ["node-2"], ["node-1", "node-1", "node-2", "node-3"]],
  ])(
    "with surge %s the old pod on a node that is to have none by how many others are there",
    (_what, down: readonly string[], left) => {
      const rehearsal = deployed("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
      rehearsal.patch("Node", "node-3", { spec: { taints: [{ key: "x", effect: "NoSchedule" }] } });
      const unready = rehearsal.list("Pod").filter(({ spec }) => down.includes(spec.nodeName ?? ""));
      for (const { metadata } of unready) rehearsal.fail(`pod/${metadata.name}`, "not-ready");
      rehearsal.settle();
      rehearsal.fail("image/nginx:1.26", "not-ready");
      rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
      rehearsal.settle();
      expect(nodes(rehearsal)).toEqual(left);
    },
  );

  // pkg/controller/daemon/daemon_controller.go, `getUnscheduledPodsWithoutNode` (1.36)
  it("leaves pods of a node that is gone to those who collect them", () => {
    const rehearsal = deployed();
    rehearsal.remove("Node", "node-3");
    rehearsal.pass(30);
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
    expect(rehearsal.events("agent").some((event) => event.startsWith("SuccessfulDelete"))).toBe(false);
    expect(rehearsal.get("DaemonSet", "agent")?.status).toMatchObject({
      desiredNumberScheduled: 2,
      numberMisscheduled: 0,
    });
    rehearsal.pass(30);
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2"]);
  });

  // pkg/controller/daemon/util/daemonset_util.go, `AddOrUpdateDaemonPodTolerations`;
  // pkg/apis/core/v1/helper/helpers.go, `AddOrUpdateTolerationInPodSpec` (1.36)
  it("takes the end off a toleration that daemons have anyway, where it stands", () => {
    const own = [
      { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 },
      { key: "mine", operator: "Exists" },
      { key: "node.kubernetes.io/not-ready", operator: "Equal", effect: "NoExecute", tolerationSeconds: 5 },
    ];
    const rehearsal = deployed();
    rehearsal.patch("DaemonSet", "agent", { spec: { template: { spec: { tolerations: own } } } });
    rehearsal.settle();
    expect(rehearsal.list("Pod")[0]?.spec.tolerations?.slice(0, 4)).toEqual([
      { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
      own[1],
      own[2],
      { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
    ]);
  });

  it("replaces only what somebody deletes with OnDelete", () => {
    const rehearsal = deployed("updateStrategy: {type: OnDelete}");
    rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
    rehearsal.settle();
    rehearsal.remove("Pod", rehearsal.names("Pod")[0] ?? "");
    rehearsal.settle();
    const images = rehearsal.list("Pod").map((one) => one.spec.containers[0]?.image);
    expect(images.sort((a = "", b = "") => byBytes(a, b))).toEqual(["nginx:1.25", "nginx:1.25", "nginx:1.26"]);
  });

  it("numbers a returning template anew, and forgets what is beyond its history", () => {
    const rehearsal = deployed("revisionHistoryLimit: 1");
    for (const image of ["nginx:1.26", "nginx:1.27"]) {
      rehearsal.patch("DaemonSet", "agent", withImage(image));
      rehearsal.settle();
    }
    expect([...revisions(rehearsal)].sort((a, b) => a - b)).toEqual([2, 3]);
    rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
    rehearsal.settle();
    expect([...revisions(rehearsal)].sort((a, b) => a - b)).toEqual([3, 4]);
  });

  it("tries again to let go of pods and to trim its history when that was refused", () => {
    const pods = refusing("daemonset-controller", "update", "Pod");
    const history = refusing("daemonset-controller", "delete", "ControllerRevision");
    for (const refusal of [pods, history]) {
      const rehearsal = rehearse({}, refusal.options);
      rehearsal.create(workload("DaemonSet", "agent", "revisionHistoryLimit: 0"));
      rehearsal.settle();
      refusal.isOn = true;
      const [name = ""] = rehearsal.names("Pod");
      if (refusal === pods) rehearsal.patch("Pod", name, { metadata: { labels: { app: "other" } } });
      else rehearsal.patch("DaemonSet", "agent", withImage("nginx:1.26"));
      expect(rehearsal.settle().failing).toMatchObject([{ key: "default/agent", error: "no room" }]);
      refusal.isOn = false;
      rehearsal.patch("DaemonSet", "agent", { metadata: { labels: { again: "yes" } } });
      expect(rehearsal.settle().failing).toEqual([]);
      expect(rehearsal.names("Pod")).toHaveLength(refusal === pods ? 4 : 3);
      expect(rehearsal.names("ControllerRevision")).toHaveLength(1);
    }
  });

  it("takes a pod that another workload lets go of, and keeps the older one of two on a node", () => {
    const rehearsal = deployed();
    rehearsal.create(workload("ReplicaSet", "web", "replicas: 1"));
    rehearsal.settle();
    const [moved] = rehearsal.list("Pod").filter((one) => one.metadata.labels?.["app"] === "web");
    rehearsal.patch("Pod", moved?.metadata.name ?? "", { metadata: { labels: { app: "agent" } } });
    rehearsal.settle();
    const agents = rehearsal.list("Pod").filter((one) => one.metadata.labels?.["app"] === "agent");
    expect(new Set(agents.map((one) => one.spec.nodeName))).toEqual(new Set(["node-1", "node-2", "node-3"]));
    expect(agents).toHaveLength(3);
    expect(agents).not.toContain(moved);
  });

  it("lets go of pods that are going, too", () => {
    const rehearsal = rehearse({ stopAfterMs: 5000 });
    rehearsal.create(workload("DaemonSet", "agent"));
    rehearsal.settle();
    const [name = ""] = rehearsal.names("Pod");
    rehearsal.remove("Pod", name);
    rehearsal.patch("Pod", name, { metadata: { labels: { app: "other" } } });
    rehearsal.pass(1);
    expect(rehearsal.get("Pod", name)?.metadata.ownerReferences).toBeUndefined();
  });

  it("takes the revision that a set of its name before it has left for its own", () => {
    const rehearsal = deployed();
    const names = rehearsal.names("ControllerRevision");
    rehearsal.remove("DaemonSet", "agent");
    rehearsal.create(workload("DaemonSet", "agent"));
    rehearsal.settle();
    expect(rehearsal.names("ControllerRevision")).toEqual(names);
    expect(rehearsal.get("DaemonSet", "agent")?.status).not.toHaveProperty("collisionCount");
    expect(nodes(rehearsal)).toEqual(["node-1", "node-2", "node-3"]);
  });
});
