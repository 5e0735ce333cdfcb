import { describe, expect, it } from "vitest";
import { Stage } from "./stage.ts";

const deletions = (stage: Stage): readonly string[] => stage.log().filter((line) => line.startsWith("delete pod"));

describe("scale-down", () => {
  it("REC-25: all condemned claims get their owner before the first pod goes", () => {
    const stage = new Stage().set({ claims: ["www"], retention: { whenScaled: "Delete" } });
    stage.log();
    stage.scale(1).pass(0);
    expect(stage.log()).toEqual([
      "own pvc/www-web-2 by Pod/web-2",
      "own pvc/www-web-1 by Pod/web-1",
      "delete pod/web-2",
      "status 3/3/3/3",
      "status 3/3/2/2",
    ]);
  });

  it("REC-26: highest first, each gone before the next", () => {
    const stage = new Stage().set();
    stage.log();
    stage.scale(0).settle();
    expect(stage.log().filter((line) => !line.startsWith("status"))).toEqual([
      "delete pod/web-2",
      "remove web-2",
      "delete pod/web-1",
      "remove web-1",
      "delete pod/web-0",
      "remove web-0",
    ]);
  });

  it("REC-26: waits for one that is stuck, and goes on when it is gone", () => {
    const stage = new Stage().set().fail("pod/web-2", "stuck-terminating").scale(0);
    stage.settle();
    expect(deletions(stage)).toEqual(["delete pod/web-2"]);
    stage.remove("Pod", "web-2", { gracePeriodSeconds: 0 }).settle();
    expect(stage.pods()).toEqual([]);
  });

  it("REC-27: does not begin while a pod that stays is not well", () => {
    const stage = new Stage().set({ replicas: 4 }).fail("pod/web-0", "crash-loop");
    stage.settle();
    stage.scale(2).settle();
    expect(deletions(stage)).toEqual([]);
    stage.recover().settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
  });

  it("REC-28: one unhealthy condemned pod goes when its turn comes", () => {
    const top = new Stage().set({ replicas: 4 }).fail("pod/web-3", "not-ready");
    top.settle();
    top.scale(1).settle();
    expect(top.pods()).toEqual(["web-0"]);
    const middle = new Stage().set({ replicas: 4 }).fail("pod/web-2", "not-ready");
    middle.settle();
    middle.scale(1).settle();
    expect(middle.pods()).toEqual(["web-0"]);
  });

  it("REC-28: two unhealthy condemned pods dead-lock the scale-down", () => {
    const stage = new Stage().set({ replicas: 5 }).fail("pod/web-2", "not-ready").fail("pod/web-3", "not-ready");
    stage.settle();
    stage.scale(1).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1", "web-2", "web-3"]);
    expect(deletions(stage)).toEqual(["delete pod/web-4"]);
    stage.recover("pod/web-2").settle();
    expect(stage.pods()).toEqual(["web-0"]);
  });

  it("REC-28: the dead-lock ends when somebody deletes one", () => {
    const stage = new Stage().set({ replicas: 3 }).fail("pod/web-1", "not-ready").fail("pod/web-2", "not-ready");
    stage.settle();
    stage.scale(1).settle();
    expect(stage.pods()).toHaveLength(3);
    stage.remove("Pod", "web-2").settle();
    expect(stage.pods()).toEqual(["web-0"]);
  });

  it("REC-29: a failed condemned pod is only one that is not ready", () => {
    const stage = new Stage().set().fail("pod/web-2", "failed").fail("pod/web-1", "failed").scale(1);
    stage.settle();
    expect(stage.pods()).toEqual(["web-0", "web-1", "web-2"]);
    expect(deletions(stage)).toEqual([]);
  });

  it("REC-30: a moved start makes the new ordinals first, then takes those out of range from the top", () => {
    const stage = new Stage().set();
    stage.log();
    stage.spec({ ordinals: { start: 2 } }).settle();
    expect(stage.log().filter((line) => /pod\//.test(line))).toEqual([
      "create pod/web-3",
      "create pod/web-4",
      "delete pod/web-1",
      "delete pod/web-0",
    ]);
    expect(stage.counters()).toBe("3/3/3/3");
  });

  it("REC-31: all at once and in whatever health when Parallel", () => {
    const stage = new Stage().set({ replicas: 5, parallel: true }).fail("pod/web-2", "not-ready");
    stage.fail("pod/web-3", "crash-loop").settle();
    stage.log();
    stage.scale(1).pass(0);
    expect(deletions(stage)).toEqual(["delete pod/web-4", "delete pod/web-3", "delete pod/web-2", "delete pod/web-1"]);
    stage.settle();
    expect(stage.pods()).toEqual(["web-0"]);
  });
});
