import { describe, expect, it } from "vitest";
import { isPodReady, podCondition } from "../../../src/api/kinds/pod/types.ts";
import { claim, pod, podWithClaim } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

const REAL_TIME = { pullTimeMs: 2000, startAfterMs: 1000, stopAfterMs: 1000 };

function readyAfter(rehearsal: Rehearsal, name = "a"): number {
  rehearsal.settle();
  const found = rehearsal.get("Pod", name);
  return found !== undefined && isPodReady(found) ? rehearsal.clock() : Number.NaN;
}

function container(rehearsal: Rehearsal, name = "a") {
  return rehearsal.get("Pod", name)?.status?.containerStatuses?.[0];
}

describe("the kubelet starting a pod", () => {
  it.each([
    ["pulls, then starts", pod("a"), 3],
    ["does not pull what it must not", pod("a", { container: ", imagePullPolicy: Never" }), 1],
    [
      "waits for the readiness probe's delay",
      pod("a", { container: ", readinessProbe: {initialDelaySeconds: 5, exec: {command: [x]}}" }),
      8,
    ],
    [
      "counts every success the readiness probe needs",
      pod("a", { container: ", readinessProbe: {successThreshold: 3, periodSeconds: 4, exec: {command: [x]}}" }),
      11,
    ],
    [
      "runs the readiness probe once the startup probe has passed",
      pod("a", {
        container:
          ", readinessProbe: {initialDelaySeconds: 1, exec: {command: [x]}}, startupProbe: {initialDelaySeconds: 9, exec: {command: [x]}}",
      }),
      12,
    ],
    [
      "runs init containers one after the other",
      pod("a", { spec: "initContainers: [{name: i, image: i}, {name: j, image: j}]" }),
      7,
    ],
  ])("%s", (_, manifest, seconds) => {
    const rehearsal = rehearse(REAL_TIME);
    rehearsal.create(manifest);
    expect(readyAfter(rehearsal)).toBe(seconds);
  });

  it("says at each moment what the pod waits for", () => {
    const rehearsal = rehearse(REAL_TIME);
    rehearsal.create(pod("a", { spec: "initContainers: [{name: i, image: i}]" }));
    rehearsal.pass(1);
    expect(rehearsal.get("Pod", "a")?.status).toMatchObject({
      phase: "Pending",
      hostIP: "192.168.0.1",
      podIP: "10.244.0.10",
      startTime: "2026-01-01T00:00:00Z",
      initContainerStatuses: [{ state: { waiting: { reason: "PodInitializing" } } }],
      containerStatuses: [{ state: { waiting: { reason: "PodInitializing" } }, ready: false, imageID: "" }],
    });
    expect(podCondition(rehearsal.get("Pod", "a") ?? expect.fail(), "Initialized")?.status).toBe("False");
    rehearsal.pass(1);
    expect(podCondition(rehearsal.get("Pod", "a") ?? expect.fail(), "Initialized")?.status).toBe("True");
    rehearsal.settle();
    expect(rehearsal.get("Pod", "a")?.status?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      "PodReadyToStartContainers=True",
      "Initialized=True",
      "Ready=True",
      "ContainersReady=True",
      "PodScheduled=True",
    ]);
  });

  it("waits for the claims of a pod that is bound by hand", () => {
    const rehearsal = rehearse(REAL_TIME);
    rehearsal.create(podWithClaim("a", "data").replace("spec:", "spec:\n  nodeName: node-1"));
    rehearsal.settle();
    expect(container(rehearsal)?.state?.waiting?.reason).toBe("ContainerCreating");
    expect(rehearsal.get("Pod", "a")?.status?.podIP).toBeUndefined();
    rehearsal.pass(10);
    rehearsal.create(claim("data"));
    expect(readyAfter(rehearsal)).toBe(13);
  });

  it("makes a pod ready only when its readiness gates are", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a", { spec: "readinessGates: [{conditionType: example.com/lb}]" }));
    rehearsal.settle();
    expect(podCondition(rehearsal.get("Pod", "a") ?? expect.fail(), "Ready")).toMatchObject({
      status: "False",
      reason: "ReadinessGatesNotReady",
    });
  });
});

describe("the kubelet stopping a pod", () => {
  it.each([
    ["takes as long as pods take", "", 1],
    ["waits for preStop", ", lifecycle: {preStop: {sleep: {seconds: 5}}}", 6],
    [
      "reads how long a preStop command sleeps",
      ', lifecycle: {preStop: {exec: {command: [sh, -c, "sleep 7; nginx -s quit"]}}}',
      8,
    ],
    ["never takes longer than the grace period", ', lifecycle: {preStop: {exec: {command: [sleep, "20"]}}}', 10],
  ])("%s", (_, lifecycle, seconds) => {
    const rehearsal = rehearse({ stopAfterMs: 1000 });
    rehearsal.create(pod("a", { spec: "terminationGracePeriodSeconds: 10", container: lifecycle }));
    rehearsal.settle();
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual([]);
    expect(rehearsal.clock()).toBe(seconds);
  });

  it("does not let go of a pod that is stuck", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.settle();
    rehearsal.fail("pod/a", "stuck-terminating");
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual(["a"]);
    rehearsal.recover("pod/a");
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual([]);
  });
});

describe("the kubelet under a fault", () => {
  it.each([
    ["not-ready", "Running", { running: expect.anything() }, 0],
    ["crash-loop", "Running", { waiting: { reason: "CrashLoopBackOff" } }, 4],
    ["image-pull", "Pending", { waiting: { reason: "ImagePullBackOff" } }, 0],
  ] as const)("%s: shows it, before and after the pod is there, and ends with it", (fault, phase, state, restarts) => {
    for (const early of [true, false]) {
      const rehearsal = rehearse();
      if (early) rehearsal.fail("pod/a", fault);
      rehearsal.create(pod("a"));
      rehearsal.settle();
      if (!early) rehearsal.fail("pod/a", fault);
      rehearsal.settle();
      expect(rehearsal.get("Pod", "a")?.status?.phase).toBe(phase);
      expect(container(rehearsal)).toMatchObject({ ready: false, state, restartCount: restarts });
      rehearsal.recover("pod/a");
      expect(readyAfter(rehearsal)).toBe(0);
    }
  });

  it("takes its time again after an image could not be pulled", () => {
    const rehearsal = rehearse(REAL_TIME);
    rehearsal.fail("image/nginx:1.25", "image-pull");
    rehearsal.create(pod("a"));
    rehearsal.pass(60);
    rehearsal.recover("image/nginx:1.25");
    expect(readyAfter(rehearsal)).toBe(63);
  });

  it.each([
    ["failed", "Failed", 1, "Error"],
    ["succeeded", "Succeeded", 0, "Completed"],
  ] as const)("%s: ends a running pod once", (fault, phase, exitCode, reason) => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.settle();
    rehearsal.happened();
    rehearsal.fail("pod/a", fault);
    rehearsal.settle();
    expect(rehearsal.get("Pod", "a")?.status?.phase).toBe(phase);
    expect(container(rehearsal)?.state?.terminated).toMatchObject({ exitCode, reason });
    expect(rehearsal.happened()).toEqual(["unready pod/a", `${fault} pod/a`]);
    // pkg/kubelet/status/generate_test.go, `TestGeneratePodInitializedCondition` (1.36)
    const { reason: why } = podCondition(rehearsal.get("Pod", "a") ?? expect.fail(), "Initialized") ?? {};
    expect(why).toBe(fault === "succeeded" ? "PodCompleted" : undefined);
    expect(rehearsal.simulation.snapshot().world.faults).toEqual([]);
  });

  it.each(["pod/a*", "image/nginx:1.25"])(
    "ends each pod under %s once, and those made later only where there was none",
    (target) => {
      const rehearsal = rehearse();
      rehearsal.fail(target, "failed");
      for (const name of ["a1", "a2"]) rehearsal.create(pod(name));
      rehearsal.settle();
      const failed = (): readonly string[] => rehearsal.happened().filter((line) => line.startsWith("failed"));
      expect(failed()).toEqual(["failed pod/a1"]);
      rehearsal.create(pod("a3"));
      rehearsal.settle();
      rehearsal.fail(target, "failed");
      rehearsal.settle();
      expect(failed()).toEqual(["failed pod/a2", "failed pod/a3"]);
      expect(rehearsal.simulation.snapshot().world.faults).toEqual([]);
    },
  );

  it("heeds a pod's own fault before its node's, and that before its image's", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a"));
    rehearsal.settle();
    rehearsal.fail("image/nginx:1.25", "image-pull");
    rehearsal.fail("pod/a*", "not-ready");
    rehearsal.settle();
    expect(container(rehearsal)?.state?.running).toBeDefined();
    rehearsal.fail("pod/a", "crash-loop");
    rehearsal.settle();
    expect(container(rehearsal)?.state?.waiting?.reason).toBe("CrashLoopBackOff");
  });
});
