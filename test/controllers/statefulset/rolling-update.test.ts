import { describe, expect, it } from "vitest";
import { BROKEN, Stage, statefulSet } from "./stage.ts";

const PODS = /^(create|delete) pod|^ready/;
const moves = (stage: Stage): readonly string[] => stage.log().filter((line) => PODS.test(line));
const rolling = (rollingUpdate: object): object => ({ updateStrategy: { type: "RollingUpdate", rollingUpdate } });
const noBlock = { updateStrategy: { type: "RollingUpdate" } };

describe("a rolling update", () => {
  it("REC-32: deletes one pod a pass from the top, the next only when all above are updated and available", () => {
    const stage = new Stage().set({ more: { minReadySeconds: 30 } });
    stage.log();
    stage.image("a:2").pass(20);
    expect(moves(stage)).toEqual(["delete pod/web-2", "create pod/web-2", "ready web-2"]);
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:2", "web-2=a:2"]);
  });

  it("REC-33: takes down one pod only for a revision that does not work", () => {
    for (const parallel of [false, true]) {
      const stage = new Stage().set({ parallel }).fail("image/a:2", "crash-loop").image("a:2");
      stage.settle();
      expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    }
  });

  it("REC-33: deletes a pod of a wrong revision whatever its health when Parallel", () => {
    const stage = new Stage().set({ parallel: true }).fail("image/a:2", "crash-loop").image("a:2");
    stage.settle();
    stage.image("a:1").settle();
    expect(stage.counters()).toBe("3/3/3/3");
  });

  it("REC-34: an unready pod below does not hold up the update when Parallel, and does in order", () => {
    const parallel = new Stage().set({ parallel: true }).fail("pod/web-0", "not-ready").image("a:2");
    parallel.settle();
    expect(parallel.images()).toEqual(["web-0=a:2", "web-1=a:2", "web-2=a:2"]);
    const ordered = new Stage().set().fail("pod/web-0", "not-ready").image("a:2");
    ordered.settle();
    expect(ordered.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:1"]);
  });

  it("REC-35: a pod that is only being made again counts as unavailable", () => {
    const stage = new Stage().set({ parallel: true });
    stage.log();
    stage.image("a:2").remove("Pod", "web-2", { gracePeriodSeconds: 0 }).pass(0);
    expect(moves(stage)).toEqual(["create pod/web-2"]);
  });

  it("REC-36: counts a deletion off the current replicas although the pod was not at that revision", () => {
    const stage = new Stage().set({ replicas: 2, parallel: true }).fail("image/a:2", "not-ready").image("a:2");
    stage.settle();
    expect(stage.counters()).toBe("2/1/1/1");
    stage.log();
    stage.image("a:3").pass(0);
    expect(stage.log().slice(-2)).toEqual(["status 2/1/0/0", "status 2/1/1/0"]);
  });

  it("REC-36: a count of -1 is refused, the pass fails, and the next one writes a true status", () => {
    const errors: string[] = [];
    const stage = new Stage();
    stage.set({ replicas: 1, parallel: true }).fail("image/a:2", "not-ready").image("a:2").settle();
    expect(stage.counters()).toBe("1/0/0/1");
    stage.decisions.length = 0;
    stage.image("a:3").settle();
    for (const { again } of stage.decisions) if (again.kind === "retry") errors.push(again.error);
    const refused = "status.currentReplicas: Invalid value: -1: must be greater than or equal to 0";
    expect(errors).toContain(`StatefulSet.apps "web" is invalid: ${refused}`);
    expect([stage.images(), stage.counters()]).toEqual([["web-0=a:3"], "1/1/1/1"]);
  });

  it("REC-36a: a pod that failed at an old revision is deleted twice, and both are told", () => {
    const stage = new Stage().set({ replicas: 1, parallel: true });
    stage.image("a:2").fail("pod/web-0", "failed").settle();
    expect(stage.events()).toContain("Normal SuccessfulDelete: Delete Pod web-0 in StatefulSet web successful x2");
    expect(stage.images()).toEqual(["web-0=a:2"]);
  });

  it("REC-37: readiness completes it, not availability", () => {
    const stage = new Stage().set({ replicas: 1, more: { minReadySeconds: 600 } });
    stage.image("a:2").pass(20);
    expect(stage.status()).toMatchObject({ replicas: 1, readyReplicas: 1, availableReplicas: 0 });
    expect(stage.status().currentRevision).toBe(stage.status().updateRevision);
    expect(stage.status().updateRevision).toBe("web-5ddf6c5c88");
  });

  it("REC-37: condemned pods that are still there put it off", () => {
    const stage = new Stage().set().fail("pod/web-2", "stuck-terminating").scale(2);
    stage.settle();
    stage.image("a:2").settle();
    expect(stage.status().currentRevision).not.toBe(stage.status().updateRevision);
    stage.recover().settle();
    expect(stage.counters()).toBe("2/2/2/2");
    expect(stage.status().currentRevision).toBe("web-5ddf6c5c88");
  });

  it("a failed deletion does not count", () => {
    const stage = new Stage({ refuse: ({ verb, kind }) => (verb === "delete" && kind === "Pod" ? BROKEN : undefined) });
    stage.set().image("a:2").settle();
    expect(stage.counters()).toBe("3/3/3/0");
    expect(stage.events().join()).toContain(`Delete Pod web-2 in StatefulSet web failed error: ${BROKEN.message}`);
  });

  it("with OnDelete it deletes nothing, and never completes", () => {
    const stage = new Stage().set({ replicas: 2, more: { updateStrategy: { type: "OnDelete" } } }).image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1"]);
    stage.remove("Pod", "web-0").remove("Pod", "web-1").settle();
    expect([stage.images(), stage.counters()]).toEqual([["web-0=a:2", "web-1=a:2"], "2/2/0/2"]);
    expect(stage.status().currentRevision).toBe("web-77cff5465");
  });
});

describe("maxUnavailable, with its gate on", () => {
  const gates = { MaxUnavailableStatefulSet: true };

  it.each([
    ["10%", 25, 2],
    ["50%", 5, 2],
    ["10%", 5, 1],
    ["100%", 5, 5],
    [3, 5, 3],
    [undefined, 5, 1],
  ])("REC-38: %s of %d pods is %d", (maxUnavailable, replicas, count) => {
    const rollingUpdate = maxUnavailable === undefined ? {} : { maxUnavailable };
    const stage = new Stage({ gates }).set({ replicas, more: rolling(rollingUpdate) });
    stage.log();
    stage.image("a:2").settle();
    expect(moves(stage).findIndex((line) => line.startsWith("create"))).toBe(count);
  });

  it("REC-39: deletes as many as may be missing, and makes them again from the bottom in order", () => {
    const stage = new Stage({ gates }).set({ replicas: 5, more: rolling({ maxUnavailable: 2 }) });
    stage.log();
    stage.image("a:2").settle();
    expect(moves(stage).slice(0, 6)).toEqual(
      [
        "delete pod/web-4",
        "delete pod/web-3",
        "create pod/web-3",
        "ready web-3",
        "delete pod/web-2",
        "create pod/web-4",
      ]
        .slice(0, 4)
        .concat(["create pod/web-4", "ready web-4"]),
    );
    expect(stage.counters()).toBe("5/5/5/5");
  });

  it("REC-39: broken pods use up the budget, so that a Parallel revert is stuck, until it is raised", () => {
    const stage = new Stage({ gates }).set({ parallel: true, more: rolling({ maxUnavailable: 1 }) });
    stage.fail("image/a:2", "crash-loop").image("a:2").settle();
    stage.image("a:1").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    stage.spec({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }).settle();
    expect(stage.counters()).toBe("3/3/3/3");
  });

  it("REC-39: unavailable pods below the partition hold up those above", () => {
    const stage = new Stage({ gates }).set({ parallel: true, more: rolling({ partition: 1, maxUnavailable: 1 }) });
    stage.fail("pod/web-0", "not-ready").image("a:2").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:1"]);
  });

  it("is dropped without the gate", () => {
    const stage = new Stage().set({ more: rolling({ maxUnavailable: 3 }) });
    expect(stage.web().spec.updateStrategy?.rollingUpdate).toEqual({ partition: 0 });
  });
});

describe("the revision of a missing pod", () => {
  it("REC-40: the update revision with the default strategy, also in mid-rollout", () => {
    const stage = new Stage().set().fail("image/a:2", "not-ready").image("a:2");
    stage.settle();
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:1", "web-2=a:2"]);
  });

  it("REC-40: below the partition the current one", () => {
    const stage = new Stage().set({ more: rolling({ partition: 1 }) }).image("a:2");
    stage.settle();
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:2", "web-2=a:2"]);
  });

  it("REC-40: without a rollingUpdate block the current one below status.currentReplicas", () => {
    const stage = new Stage().set({ more: noBlock }).fail("image/a:2", "not-ready").image("a:2");
    stage.settle();
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
  });

  it("REC-40: always the update revision with OnDelete", () => {
    const stage = new Stage().set({ replicas: 2, more: { updateStrategy: { type: "OnDelete" } } }).image("a:2");
    stage.remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:1"]);
  });

  it("REC-41: a raised partition moves nobody back, but who is lost below it returns at the current one", () => {
    const stage = new Stage().set({ more: rolling({ partition: 1 }) }).image("a:2");
    stage.settle();
    stage.spec({ updateStrategy: { rollingUpdate: { partition: 3 } } }).settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:2", "web-2=a:2"]);
    stage.remove("Pod", "web-1").settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    stage.spec({ updateStrategy: { rollingUpdate: { partition: 0 } } }).settle();
    expect(stage.counters()).toBe("3/3/3/3");
  });

  it("REC-42: the partition counts from the first ordinal", () => {
    const stage = new Stage().set({ start: 5, more: rolling({ partition: 1 }) }).image("a:2");
    stage.settle();
    expect(stage.images()).toEqual(["web-5=a:1", "web-6=a:2", "web-7=a:2"]);
    stage.remove("Pod", "web-5").settle();
    expect(stage.images()).toEqual(["web-5=a:1", "web-6=a:2", "web-7=a:2"]);
  });

  it("REC-43: a partition above all updates nobody, and new pods below it come at the current revision", () => {
    const stage = new Stage().set({ replicas: 2, more: rolling({ partition: 9 }) }).image("a:2");
    stage.settle();
    stage.scale(3).settle();
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:1"]);
  });
});

describe("a rollout that is stuck", () => {
  it("is freed by neither a revert nor a third revision, only by deleting the pod", () => {
    const stage = new Stage().set().fail("image/a:2", "crash-loop").image("a:2");
    stage.settle();
    for (const image of ["a:1", "a:3", "a:1"]) {
      stage.image(image).settle();
      expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    }
    expect(stage.status().currentRevision).toBe(stage.status().updateRevision);
    stage.remove("Pod", "web-2").settle();
    expect(stage.counters()).toBe("3/3/3/3");
  });

  it("frees itself when the pod fails instead of staying unready", () => {
    const stage = new Stage().set().fail("image/a:2", "not-ready").image("a:2");
    stage.settle();
    stage.image("a:1").fail("pod/web-2", "failed").settle();
    expect(stage.counters()).toBe("3/3/3/3");
  });
});

describe("status revisions over time", () => {
  it("keeps the last completed one as the current through several changes", () => {
    const stage = new Stage().set().fail("image/a:2", "not-ready").image("a:2");
    stage.settle();
    stage.image("a:3").settle();
    expect(stage.status()).toMatchObject({ currentRevision: "web-77cff5465", updateRevision: "web-6fdb5b7fc5" });
  });

  it("moves on at once without replicas", () => {
    const stage = new Stage();
    stage.create(statefulSet("web", { replicas: 0 })).settle();
    stage.image("a:2").settle();
    expect(stage.status()).toMatchObject({ currentRevision: "web-5ddf6c5c88", updateRevision: "web-5ddf6c5c88" });
  });
});
