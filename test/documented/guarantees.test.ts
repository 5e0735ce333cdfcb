import { describe, expect, it } from "vitest";
import { Stage } from "../controllers/statefulset/stage.ts";

const podLines = (stage: Stage): readonly string[] =>
  stage.log().filter((line) => /^(create pod|delete pod|ready|remove web)/.test(line));

/** Promises of the documentation of StatefulSets, each in words of our own. */
describe("deployment and scaling", () => {
  it("makes the pods of a set of N in order, from 0 to N-1, each after the one before is ready", () => {
    const stage = new Stage().set({ replicas: 3 });
    expect(podLines(stage)).toEqual([0, 1, 2].flatMap((at) => [`create pod/web-${at}`, `ready web-${at}`]));
  });

  it("takes pods away in the reverse order, from N-1 to 0", () => {
    const stage = new Stage().set({ replicas: 3 });
    stage.log();
    stage.scale(0).settle();
    expect(podLines(stage)).toEqual([2, 1, 0].flatMap((at) => [`delete pod/web-${at}`, `remove web-${at}`]));
  });

  it("scales a pod up only when all before it run and are ready", () => {
    const stage = new Stage().set({ replicas: 2 }).fail("pod/web-0", "not-ready");
    stage.settle();
    stage.scale(3).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    stage.recover().settle();
    expect(stage.pods()).toEqual(["web-0", "web-1", "web-2"]);
  });

  it("takes a pod away only when all after it are completely gone", () => {
    const stage = new Stage().set({ replicas: 3 }).fail("pod/web-2", "stuck-terminating");
    stage.scale(1).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1", "web-2"]);
    stage.recover().settle();
    expect(stage.pods()).toEqual(["web-0"]);
  });

  it("does not scale down while one that stays has failed after the other was deleted", () => {
    const stage = new Stage().set({ replicas: 3 }).fail("pod/web-2", "stuck-terminating");
    stage.scale(1).settle();
    stage.fail("pod/web-0", "not-ready").settle();
    stage.recover("pod/web-2").settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    stage.recover().settle();
    expect(stage.pods()).toEqual(["web-0"]);
  });

  it("promises no order of termination when the set itself is deleted; scaling to 0 first does", () => {
    const stage = new Stage().set({ replicas: 3 });
    stage.remove("StatefulSet", "web").pass(0);
    expect(stage.pods().map((name) => stage.pod(name).metadata.deletionTimestamp !== undefined)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("starts and stops all pods at once when the policy is Parallel", () => {
    const stage = new Stage();
    stage.set({ replicas: 3, parallel: true });
    expect(podLines(stage).slice(0, 3)).toEqual(["create pod/web-0", "create pod/web-1", "create pod/web-2"]);
    stage.scale(0).pass(0);
    expect(podLines(stage)).toEqual(["delete pod/web-2", "delete pod/web-1", "delete pod/web-0"]);
  });

  it("applies that policy to scaling and not to updates", () => {
    const stage = new Stage().set({ replicas: 3, parallel: true });
    stage.log();
    stage.image("a:2").settle();
    const deleted = podLines(stage).filter((line) => line.startsWith("delete") || line.startsWith("ready"));
    expect(deleted).toEqual([2, 1, 0].flatMap((at) => [`delete pod/web-${at}`, `ready web-${at}`]));
  });
});

describe("identity", () => {
  it("gives every pod a unique ordinal, a name and a host name that are kept wherever it is scheduled", () => {
    const stage = new Stage().set({ replicas: 3 });
    const before = ["web-0", "web-1", "web-2"].map((name) => stage.pod(name).spec.hostname);
    expect(before).toEqual(["web-0", "web-1", "web-2"]);
    stage.remove("Pod", "web-1").settle();
    expect(stage.pod("web-1").spec).toMatchObject({ hostname: "web-1", subdomain: "web" });
  });

  it("starts ordinals at 0, or where the set says", () => {
    expect(new Stage().set({ replicas: 2 }).pods()).toEqual(["web-0", "web-1"]);
    expect(new Stage().set({ replicas: 2, start: 10 }).pods()).toEqual(["web-10", "web-11"]);
  });

  it("labels each pod with its name and its index, so that a Service can choose one", () => {
    const stage = new Stage().set({ replicas: 2 });
    expect(stage.pod("web-1").metadata.labels).toMatchObject({
      "statefulset.kubernetes.io/pod-name": "web-1",
      "apps.kubernetes.io/pod-index": "1",
    });
  });

  it("lets a headless Service answer for each pod by name while it is ready", () => {
    const stage = new Stage();
    const spec = { clusterIP: "None", selector: { app: "nginx" }, ports: [{ port: 80 }] };
    stage.create({ apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec });
    stage.set({ replicas: 2 }).fail("pod/web-1", "not-ready").settle();
    const named = stage.sim
      .history()
      .happenings.filter(({ kind }) => kind === "name")
      .map(({ effect, name }) => `${effect} ${name}`);
    expect(named).toEqual(["resolves web-0.web", "resolves web-1.web", "vanishes web-1.web"]);
  });

  it("counts a pod as available only after minReadySeconds of readiness, which holds up what follows", () => {
    const stage = new Stage();
    stage.set({ replicas: 2, more: { minReadySeconds: 20 } });
    const ready = stage.sim.history().happenings.filter(({ effect, kind }) => effect === "ready" && kind === "pod");
    const [first = 0, second = 0] = ready.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(20_000);
  });
});

describe("storage", () => {
  it("gives each pod one claim for every template, bound before the pod runs", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["data", "logs"] });
    expect(stage.claims()).toEqual(["data-web-0", "data-web-1", "logs-web-0", "logs-web-1"]);
    const held = new Stage().fail("pvc/data-web-0", "unbound").set({ replicas: 1, claims: ["data"] });
    expect(held.counters()).toBe("1/0/1/1");
  });

  it("mounts the same claims when a pod is made again", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["data"] });
    const { uid } = stage.claim("data-web-0").metadata;
    stage.remove("Pod", "web-0").settle();
    expect(stage.pod("web-0").spec.volumes?.[0]?.persistentVolumeClaim?.claimName).toBe("data-web-0");
    expect(stage.claim("data-web-0").metadata.uid).toBe(uid);
  });

  it("keeps claims when pods or the set go: deleting them is up to somebody", () => {
    const stage = new Stage().set({ replicas: 2, claims: ["data"] });
    stage.scale(1).settle();
    stage.remove("StatefulSet", "web").settle();
    expect(stage.claims()).toEqual(["data-web-0", "data-web-1"]);
  });
});
