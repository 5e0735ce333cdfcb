import { describe, expect, it } from "vitest";
import { Stage } from "../controllers/statefulset/stage.ts";

const rolling = (partition: number): object => ({
  updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition } },
});

/** Promises of the documentation of StatefulSets about updates, each in words of our own. */
describe("update strategies", () => {
  it("OnDelete: pods are made from the new template only once somebody deletes them", () => {
    const stage = new Stage().set({ replicas: 2, more: { updateStrategy: { type: "OnDelete" } } }).image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1"]);
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:1"]);
  });

  it("RollingUpdate is the default, and replaces one pod at a time from the largest ordinal to the smallest", () => {
    const stage = new Stage().set({ replicas: 3 });
    expect(stage.web().spec.updateStrategy).toEqual({ type: "RollingUpdate", rollingUpdate: { partition: 0 } });
    stage.log();
    stage.image("a:2").settle();
    expect(stage.log().filter((line) => /^(delete pod|ready)/.test(line))).toEqual(
      [2, 1, 0].flatMap((at) => [`delete pod/web-${at}`, `ready web-${at}`]),
    );
  });

  it("waits for an updated pod to be available before it goes on", () => {
    const stage = new Stage().set({ replicas: 2, more: { minReadySeconds: 60 } }).image("a:2");
    stage.pass(30);
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:2"]);
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:2"]);
  });

  it("with a partition updates only the ordinals at or above it", () => {
    const stage = new Stage().set({ replicas: 3, more: rolling(2) }).image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
  });

  it("makes pods below the partition again at the former version, even if they are deleted", () => {
    const stage = new Stage().set({ replicas: 3, more: rolling(2) }).image("a:2");
    stage.settle();
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
  });

  it("updates nothing with a partition above the number of replicas", () => {
    const stage = new Stage().set({ replicas: 3, more: rolling(7) }).image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:1"]);
  });

  it("lets a phased rollout go on by lowering the partition", () => {
    const stage = new Stage().set({ replicas: 3, more: rolling(2) }).image("a:2");
    for (const partition of [1, 0]) {
      stage.settle();
      stage.spec(rolling(partition)).settle();
      expect(stage.images().filter((image) => image.endsWith("a:2"))).toHaveLength(3 - partition);
    }
  });

  it("takes down as many as maxUnavailable allows where that feature is on", () => {
    const more = { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 2 } } };
    const stage = new Stage({ gates: { MaxUnavailableStatefulSet: true } }).set({ replicas: 4, more });
    stage.log();
    stage.image("a:2").pass(0);
    expect(stage.log().filter((line) => line.startsWith("delete"))).toEqual(["delete pod/web-3", "delete pod/web-2"]);
    stage.settle();
    expect(stage.counters()).toBe("4/4/4/4");
  });
});

describe("forced rollback", () => {
  it("a template that never gets ready stops the rollout, and putting the old one back is not enough", () => {
    const stage = new Stage().set({ replicas: 3 }).fail("image/a:2", "crash-loop").image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    stage.image("a:1").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
  });

  it("the pods that were tried with it must be deleted as well, then they come back with the old one", () => {
    const stage = new Stage().set({ replicas: 3 }).fail("image/a:2", "crash-loop").image("a:2");
    stage.settle();
    stage.image("a:1").settle();
    stage.remove("Pod", "web-2").settle();
    expect([stage.images(), stage.counters()]).toEqual([["web-0=a:1", "web-1=a:1", "web-2=a:1"], "3/3/3/3"]);
  });
});

describe("revision history", () => {
  it("keeps every version of the template as a ControllerRevision, up to the limit beyond those in use", () => {
    const stage = new Stage().set({ replicas: 1, more: { revisionHistoryLimit: 2 } });
    for (const version of [2, 3, 4, 5]) stage.image(`a:${version}`).settle();
    expect(stage.revisions().map(({ revision }) => revision)).toEqual([3, 4, 5]);
  });

  it("has ten of them by default", () => {
    expect(new Stage().set({ replicas: 0 }).web().spec.revisionHistoryLimit).toBe(10);
  });
});
