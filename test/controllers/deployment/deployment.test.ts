import { describe, expect, it } from "vitest";
import type { Deployment } from "../../../src/api/kinds/deployment/types.ts";
import { openSimulation } from "../../../src/sim/simulation.ts";
import { withImage, workload } from "../manifests.ts";
import { refusing, rehearse, type Rehearsal } from "../rehearsal.ts";

const sizes = (rehearsal: Rehearsal): readonly number[] =>
  [...rehearsal.list("ReplicaSet")]
    .sort((a, b) => revision(a.metadata.annotations) - revision(b.metadata.annotations))
    .map((set) => set.spec.replicas ?? 0);

const revision = (annotations: Readonly<Record<string, string>> = {}): number =>
  Number(annotations["deployment.kubernetes.io/revision"]);

function deployed(spec = "replicas: 4"): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(workload("Deployment", "web", spec));
  rehearsal.settle();
  rehearsal.happened();
  return rehearsal;
}

function condition(deployment: Deployment | undefined, type: string): string | undefined {
  return deployment?.status?.conditions?.find((one) => one.type === type)?.reason;
}

/** The most and the fewest pods there were at a time, by what happened. */
function extremes(happened: readonly string[], start: number): { most: number; leastReady: number } {
  let pods = start;
  let ready = start;
  let most = start;
  let leastReady = start;
  for (const what of happened) {
    if (what.startsWith("create pod/")) most = Math.max(most, ++pods);
    if (what.startsWith("delete pod/")) {
      pods--;
      leastReady = Math.min(leastReady, --ready);
    }
    if (what.startsWith("ready pod/")) ready++;
  }
  return { most, leastReady };
}

describe("a deployment", () => {
  it("makes one replica set of its template", () => {
    const rehearsal = deployed();
    const [set] = rehearsal.list("ReplicaSet");
    const hash = set?.metadata.labels?.["pod-template-hash"] ?? "";
    expect(set?.metadata.name).toBe(`web-${hash}`);
    expect(rehearsal.get("Deployment", "web")).toMatchObject({
      metadata: { generation: 1, annotations: { "deployment.kubernetes.io/revision": "1" } },
      status: { replicas: 4, updatedReplicas: 4, availableReplicas: 4, terminatingReplicas: 0 },
    });
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("NewReplicaSetAvailable");
    expect(rehearsal.events("web")).toEqual([`ScalingReplicaSet: Scaled up replica set web-${hash} from 0 to 4`]);
    expect(rehearsal.clock()).toBe(0);
  });

  it.each([
    ["", 5, 3],
    ["maxSurge: 0, maxUnavailable: 2", 4, 2],
    ["maxSurge: 100%, maxUnavailable: 0", 8, 4],
  ])("rolls over within its bounds (%s)", (bounds, most, leastReady) => {
    const strategy = bounds === "" ? "" : `\nstrategy: {rollingUpdate: {${bounds}}}`;
    const rehearsal = deployed(`replicas: 4${strategy}`);
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.settle();
    const found = extremes(rehearsal.happened(), 4);
    expect(found.most).toBeLessThanOrEqual(most);
    expect(found.leastReady).toBeGreaterThanOrEqual(leastReady);
    expect(sizes(rehearsal)).toEqual([0, 4]);
    expect(rehearsal.list("Pod").map((one) => one.spec.containers[0]?.image)).toEqual(Array(4).fill("nginx:1.26"));
  });

  // pkg/controller/deployment/rolling.go, `cleanupUnhealthyReplicas` (1.36): "got invalid request to scale down"
  it("takes no pods from a replica set that has not counted those it has left", () => {
    const rehearsal = deployed("replicas: 3\nstrategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}");
    const template = { spec: { containers: [{ name: "nginx", image: "nginx:1.26" }] } };
    rehearsal.patch("Deployment", "web", { spec: { replicas: 2, template } });
    const report = rehearsal.settle();
    expect(extremes(rehearsal.happened(), 3).leastReady).toBe(1);
    expect(sizes(rehearsal)).toEqual([0, 2]);
    expect(report.failing).toEqual([]);
  });

  it("recreates only when all old pods are gone", () => {
    const rehearsal = deployed("replicas: 2\nstrategy: {type: Recreate}");
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.settle();
    const verbs = rehearsal.happened().map((what) => what.split(" ")[0]);
    expect(verbs.lastIndexOf("remove")).toBeLessThan(verbs.indexOf("create"));
    expect(sizes(rehearsal)).toEqual([0, 2]);
  });

  it("takes the old replica set up again when its template returns", () => {
    const rehearsal = deployed();
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.settle();
    const [first, second] = [...rehearsal.list("ReplicaSet")].map((set) => set.metadata.name);
    rehearsal.patch("Deployment", "web", {
      spec: {
        template: {
          spec: { containers: [{ name: "nginx", image: "nginx:1.25", ports: [{ containerPort: 80, name: "http" }] }] },
        },
      },
    });
    rehearsal.settle();
    expect(rehearsal.names("ReplicaSet")).toEqual([first, second]);
    expect(sizes(rehearsal)).toEqual([0, 4]);
    expect(rehearsal.get("Deployment", "web")?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
  });

  it("stops at a template that does not run, and says so after its deadline", () => {
    const rehearsal = deployed("replicas: 4\nprogressDeadlineSeconds: 60");
    rehearsal.fail("image/nginx:bad", "image-pull");
    rehearsal.patch("Deployment", "web", withImage("nginx:bad"));
    rehearsal.pass(59);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ReplicaSetUpdated");
    rehearsal.pass(2);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ProgressDeadlineExceeded");
    expect(sizes(rehearsal)).toEqual([3, 2]);
    rehearsal.patch("Deployment", "web", { spec: { replicas: 8 } });
    rehearsal.settle();
    expect(sizes(rehearsal).reduce((sum, size) => sum + size, 0)).toBe(10);
  });

  it("judges a recreation anew when its replica set is made", () => {
    const rehearsal = deployed("replicas: 2\nprogressDeadlineSeconds: 60\nstrategy: {type: Recreate}");
    rehearsal.fail("image/nginx:bad", "image-pull");
    rehearsal.patch("Deployment", "web", withImage("nginx:bad"));
    rehearsal.settle();
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ReplicaSetUpdated");
    rehearsal.pass(61);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ProgressDeadlineExceeded");
  });

  /** @see pkg/controller/deployment/util/deployment_util.go, `SetDeploymentCondition` (1.36) */
  it("says conditions in the order in which they changed", () => {
    const types = (): readonly string[] =>
      (rehearsal.get("Deployment", "web")?.status?.conditions ?? []).map(({ type }) => type);
    const rehearsal = deployed("replicas: 1");
    expect(types()).toEqual(["Available", "Progressing"]);
    const [pod = ""] = rehearsal.names("Pod");
    rehearsal.fail(`pod/${pod}`, "not-ready");
    rehearsal.settle();
    expect(types()).toEqual(["Progressing", "Available"]);
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.settle();
    expect(types()).toEqual(["Available", "Progressing"]);
  });

  it("says that it found a replica set that it takes over", () => {
    const rehearsal = deployed("replicas: 2");
    rehearsal.remove("Deployment", "web", { propagationPolicy: "Orphan" });
    rehearsal.settle();
    rehearsal.fail(`pod/${rehearsal.names("Pod")[0] ?? ""}`, "not-ready");
    rehearsal.settle();
    rehearsal.create(workload("Deployment", "web", "replicas: 2"));
    rehearsal.settle();
    expect(rehearsal.names("ReplicaSet")).toHaveLength(1);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ReplicaSetUpdated");
  });

  it("has no progress to tell of without a deadline", () => {
    const rehearsal = deployed("replicas: 1");
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("NewReplicaSetAvailable");
    rehearsal.patch("Deployment", "web", { spec: { progressDeadlineSeconds: 2147483647 } });
    rehearsal.settle();
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBeUndefined();
  });

  it("is at rest before its deadline, which still comes", () => {
    const rehearsal = deployed();
    rehearsal.fail("image/nginx:bad", "image-pull");
    rehearsal.patch("Deployment", "web", withImage("nginx:bad"));
    expect(rehearsal.settle()).toMatchObject({ settled: true });
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ReplicaSetUpdated");
    rehearsal.pass(600);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("ProgressDeadlineExceeded");
  });

  it("wakes nobody else for its deadline when a saved cluster is opened", () => {
    const rehearsal = deployed("replicas: 1");
    rehearsal.create(workload("StatefulSet", "db", "replicas: 1"));
    rehearsal.fail("image/nginx:bad", "image-pull");
    rehearsal.patch("Deployment", "web", withImage("nginx:bad"));
    rehearsal.settle();
    rehearsal.remove("ControllerRevision", rehearsal.names("ControllerRevision")[0] ?? "");
    rehearsal.settle();
    const again = openSimulation(rehearsal.simulation.snapshot());
    again.run({ kind: "settled" });
    expect(again.cluster.view().list("ControllerRevision", "default")).toEqual([]);
    again.run({ kind: "for", ms: 600_000 });
    const late = again.cluster.view().get("Deployment", "default", "web");
    expect(condition(late, "Progressing")).toBe("ProgressDeadlineExceeded");
  });

  it("does nothing with a template while it is paused, but follows its size", () => {
    const rehearsal = deployed();
    rehearsal.patch("Deployment", "web", { spec: { paused: true } });
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.patch("Deployment", "web", { spec: { replicas: 6 } });
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual([6]);
    expect(condition(rehearsal.get("Deployment", "web"), "Progressing")).toBe("DeploymentPaused");
    rehearsal.patch("Deployment", "web", { spec: { paused: false } });
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual([0, 6]);
  });

  it("tries again to trim its history when that was refused", () => {
    const refusal = refusing("deployment-controller", "delete", "ReplicaSet");
    const rehearsal = rehearse({}, refusal.options);
    rehearsal.create(workload("Deployment", "web", "replicas: 1\nrevisionHistoryLimit: 0"));
    rehearsal.settle();
    refusal.isOn = true;
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    expect(rehearsal.settle().failing).toMatchObject([{ key: "default/web", error: "no room" }]);
    expect(sizes(rehearsal)).toEqual([0, 1]);
    refusal.isOn = false;
    rehearsal.patch("Deployment", "web", { metadata: { labels: { again: "yes" } } });
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual([1]);
  });

  it.each([
    ["rolls over", { spec: { template: { spec: { containers: [{ name: "nginx", image: "nginx:1.26" }] } } } }, [0, 2]],
    ["is scaled", { spec: { replicas: 5 } }, [5]],
  ])("goes on where its replica sets could not be written while it %s", (_what, change, expected) => {
    const refusal = refusing("deployment-controller", "update", "ReplicaSet");
    const rehearsal = rehearse({}, refusal.options);
    rehearsal.create(workload("Deployment", "web", "replicas: 2"));
    rehearsal.settle();
    refusal.isOn = true;
    rehearsal.patch("Deployment", "web", change);
    expect(rehearsal.settle().failing).toMatchObject([{ key: "default/web", error: "no room" }]);
    refusal.isOn = false;
    rehearsal.patch("Node", "node-1", { metadata: { labels: { something: "else" } } });
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual(expected);
  });

  it("keeps as many old replica sets as its history may have", () => {
    const rehearsal = deployed("replicas: 1\nrevisionHistoryLimit: 1");
    for (const image of ["nginx:1.26", "nginx:1.27", "nginx:1.28"]) {
      rehearsal.patch("Deployment", "web", withImage(image));
      rehearsal.settle();
    }
    expect(sizes(rehearsal)).toEqual([0, 1]);
  });

  // pkg/controller/deployment/deployment_controller_test.go, `TestGetReplicaSetsForDeploymentAdoptRelease` (1.36)
  it("lets go of a replica set that it no longer selects, and makes one under the name of a collision", () => {
    const rehearsal = deployed("replicas: 2");
    const [old = ""] = rehearsal.names("ReplicaSet");
    rehearsal.patch("ReplicaSet", old, { metadata: { labels: { app: "other" } } });
    rehearsal.settle();
    expect(rehearsal.get("ReplicaSet", old)?.metadata.ownerReferences).toBeUndefined();
    expect(rehearsal.names("ReplicaSet")).toHaveLength(2);
    expect(rehearsal.get("Deployment", "web")?.status).toMatchObject({ collisionCount: 1, replicas: 2 });
    expect(rehearsal.names("Pod")).toHaveLength(4);
  });

  // pkg/controller/deployment/sync.go, `getNewReplicaSet` (1.36)
  it("tells of a replica set that the server does not take", () => {
    const name = "w".repeat(250);
    const rehearsal = rehearse();
    rehearsal.create(workload("Deployment", name).replaceAll(`app: ${name}`, "app: web"));
    const report = rehearsal.settle();
    const made = report.failing.length === 1 && report.failing[0]?.error;
    expect(made).toMatch(/^ReplicaSet.apps "w{250}-[a-z0-9]+" is invalid: metadata.name: Invalid value/u);
    const text = expect.stringMatching(/^Failed to create new replica set "w{250}-[a-z0-9]+": ReplicaSet.apps "w/u);
    expect(rehearsal.get("Deployment", name)?.status?.conditions).toEqual([
      expect.objectContaining({ type: "Progressing", status: "False", reason: "ReplicaSetCreateError", message: text }),
    ]);
    expect(rehearsal.list("Event").filter(({ type }) => type === "Warning")).toMatchObject([
      { reason: "ReplicaSetCreateError", message: text },
    ]);
  });

  // pkg/controller/deployment/util/deployment_util.go, `FindActiveOrLatest` (1.36)
  it("takes the replica set that was made last where none has pods and none has its template", () => {
    const rehearsal = deployed("replicas: 0");
    for (const image of ["nginx:1.26", "nginx:1.27", "nginx:1.26"]) {
      rehearsal.pass(1);
      rehearsal.patch("Deployment", "web", withImage(image));
      rehearsal.settle();
    }
    rehearsal.patch("Deployment", "web", { spec: { paused: true } });
    rehearsal.patch("Deployment", "web", withImage("nginx:1.28"));
    rehearsal.patch("Deployment", "web", { spec: { replicas: 1 } });
    rehearsal.settle();
    expect(rehearsal.list("Pod").map(({ spec }) => spec.containers[0]?.image)).toEqual(["nginx:1.27"]);
  });

  // pkg/controller/deployment/deployment_controller_test.go and util/deployment_util.go, `getReplicaSetFraction` (1.36)
  it.each(["maxSurge: 2", "maxSurge: 50%"])("scales all replica sets of a rollout to nothing (%s)", (surge) => {
    const rehearsal = deployed(`replicas: 4\nstrategy: {rollingUpdate: {${surge}, maxUnavailable: 0}}`);
    rehearsal.fail("image/nginx:1.26", "not-ready");
    rehearsal.patch("Deployment", "web", withImage("nginx:1.26"));
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual([4, 2]);
    rehearsal.patch("Deployment", "web", { spec: { paused: true, replicas: 0 } });
    rehearsal.settle();
    expect(sizes(rehearsal)).toEqual([0, 0]);
  });
});
