import { describe, expect, it } from "vitest";
import { pod, workload } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

const budget = (spec: string): string =>
  `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, ${spec}}}`;

function figures(rehearsal: Rehearsal) {
  const { status } = rehearsal.get("PodDisruptionBudget", "web") ?? {};
  return [status?.expectedPods, status?.currentHealthy, status?.desiredHealthy, status?.disruptionsAllowed];
}

describe("a disruption budget", () => {
  it.each([
    ["maxUnavailable: 1", [5, 5, 4, 1]],
    ["maxUnavailable: 30%", [5, 5, 3, 2]],
    ["minAvailable: 2", [5, 5, 2, 3]],
    ["minAvailable: 50%", [5, 5, 3, 2]],
    ["minAvailable: 100%", [5, 5, 5, 0]],
  ])("with %s counts", (spec, wanted) => {
    const rehearsal = rehearse();
    rehearsal.create(workload("StatefulSet", "web", "replicas: 5"));
    rehearsal.create(budget(spec));
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual(wanted);
  });

  it("follows its pods, and the size their workload ought to have", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("Deployment", "web", "replicas: 3"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    rehearsal.fail("pod/web-*", "not-ready");
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual([3, 0, 2, 0]);
    rehearsal.recover("pod/web-*");
    rehearsal.patch("Deployment", "web", { spec: { replicas: 4 } });
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual([4, 4, 3, 1]);
  });

  it("counts an eviction until its pod is back", () => {
    const rehearsal = rehearse({ stopAfterMs: 5000 });
    rehearsal.create(workload("StatefulSet", "web", "replicas: 3"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    const evict = (name: string) => rehearsal.simulation.cluster.evict({ kind: "Pod", namespace: "default", name });
    expect(evict("web-1").ok).toBe(true);
    rehearsal.pass(1);
    expect(figures(rehearsal)).toEqual([3, 2, 2, 0]);
    expect(evict("web-0")).toMatchObject({ ok: false, status: { reason: "TooManyRequests" } });
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual([3, 3, 2, 1]);
  });

  it("allows nothing where it cannot tell how many pods there ought to be", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("DaemonSet", "web"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    const error = "daemonsets.apps does not implement the scale subresource";
    expect(figures(rehearsal)).toEqual([0, 0, 0, 0]);
    expect(rehearsal.get("PodDisruptionBudget", "web")?.status?.observedGeneration).toBeUndefined();
    expect(rehearsal.get("PodDisruptionBudget", "web")?.status?.conditions).toMatchObject([
      { type: "DisruptionAllowed", status: "False", reason: "SyncFailed", message: error },
    ]);
    const text = `Failed to calculate the number of expected pods: ${error}`;
    expect(rehearsal.events("web")).toContain(`CalculateExpectedPodCountFailed: ${text}`);
  });

  // pkg/controller/disruption/disruption.go, `failSafe` (1.36)
  it("keeps its figures, but for what it allows, while it cannot tell", () => {
    const rehearsal = rehearse();
    rehearsal.create(workload("StatefulSet", "web", "replicas: 3"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    rehearsal.create(workload("DaemonSet", "agent").replaceAll("app: agent", "app: web"));
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual([3, 3, 2, 0]);
    const [failed] = rehearsal.get("PodDisruptionBudget", "web")?.status?.conditions ?? [];
    expect(failed).toMatchObject({
      status: "False",
      message: "daemonsets.apps does not implement the scale subresource",
    });
    const refused = rehearsal.simulation.cluster.evict({ kind: "Pod", namespace: "default", name: "web-0" });
    const why =
      "The disruption budget web does not allow evicting pods currently because it failed sync: daemonsets.apps";
    expect(refused).toMatchObject({
      ok: false,
      status: { details: { causes: [{ message: expect.stringContaining(why) }] } },
    });
    rehearsal.remove("DaemonSet", "agent");
    rehearsal.settle();
    expect(figures(rehearsal)).toEqual([3, 3, 2, 1]);
  });

  // pkg/registry/core/pod/storage/eviction.go, `checkAndDecrement`, `addConditionAndDeletePod` (1.36)
  it("says of itself and of the pod what an eviction means", () => {
    const rehearsal = rehearse({ stopAfterMs: 5000 });
    rehearsal.create(workload("StatefulSet", "web", "replicas: 3"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    expect(rehearsal.get("PodDisruptionBudget", "web")?.status?.conditions).toMatchObject([{ status: "True" }]);
    expect(rehearsal.simulation.cluster.evict({ kind: "Pod", namespace: "default", name: "web-1" }).ok).toBe(true);
    expect(rehearsal.get("PodDisruptionBudget", "web")?.status?.conditions).toMatchObject([
      { status: "False", reason: "InsufficientPods", observedGeneration: 1 },
    ]);
    expect(rehearsal.get("Pod", "web-1")?.status?.conditions?.at(-1)).toMatchObject({
      type: "DisruptionTarget",
      status: "True",
      reason: "EvictionByEvictionAPI",
      message: "Eviction API: evicting",
    });
  });

  it("warns of pods without a controller", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.create(budget("maxUnavailable: 1"));
    rehearsal.settle();
    const selector =
      "&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}";
    expect(rehearsal.events("web")[0]).toContain(
      `UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As`,
    );
  });
});
