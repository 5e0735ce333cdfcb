import { describe, expect, it } from "vitest";
import type { Scale } from "../../../src/cluster/scale.ts";
import { scaleOf } from "../../../src/cluster/scale.ts";
import { BROKEN, Stage } from "./stage.ts";

describe("status", () => {
  it("counts terminating pods as replicas and ready, not as current or updated", () => {
    const stage = new Stage().set().fail("pod/web-2", "stuck-terminating").remove("Pod", "web-2");
    stage.settle();
    expect(stage.counters()).toBe("3/3/2/2");
  });

  it("REC-44: says which generation it is about, and the collision count also when it is 0", () => {
    const stage = new Stage().set({ replicas: 1 });
    expect(stage.status()).toMatchObject({ observedGeneration: 1, collisionCount: 0 });
    stage.spec({ minReadySeconds: 1 }).settle();
    expect(stage.status().observedGeneration).toBe(2);
  });

  it("REC-45: is written only for a difference that matters", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.log();
    stage.patch("StatefulSet", "web", { metadata: { labels: { a: "b" } } }).settle();
    expect(stage.log()).toEqual([]);
    const { status } = stage.web();
    const body = { ...stage.web(), status: { ...status, collisionCount: 5 } };
    stage.sim.cluster.update({ kind: "StatefulSet", namespace: "default", name: "web" }, body, {
      subresource: "status",
    });
    stage.settle();
    expect(stage.log()).toEqual([]);
  });

  it("REC-46: replaces all of it, conditions of others included", () => {
    const stage = new Stage().set({ replicas: 1 });
    const condition = { type: "Mine", status: "True" };
    const body = { ...stage.web(), status: { ...stage.status(), conditions: [condition] } };
    stage.sim.cluster.update({ kind: "StatefulSet", namespace: "default", name: "web" }, body, {
      subresource: "status",
    });
    stage.settle();
    expect(stage.status().conditions).toEqual([{ ...condition, lastTransitionTime: null }]);
    stage.scale(2).settle();
    expect(stage.status().conditions).toBeUndefined();
  });

  it("REC-47: a refused write does not lose it", () => {
    let refusals = 1;
    const stage = new Stage({
      refuse: ({ verb, kind }) =>
        verb === "updateStatus" && kind === "StatefulSet" && refusals-- > 0 ? BROKEN : undefined,
    });
    stage.set({ replicas: 1 });
    expect(stage.counters()).toBe("1/1/1/1");
  });

  it("REC-47: a set that was changed meanwhile still gets its status", () => {
    let once = true;
    const stage: Stage = new Stage({
      refuse: ({ verb, kind }) => {
        if (verb === "updateStatus" && kind === "StatefulSet" && once) {
          once = false;
          stage.patch("StatefulSet", "web", { metadata: { labels: { a: "b" } } });
        }
        return undefined;
      },
    });
    stage.set({ replicas: 1 });
    expect(stage.counters()).toBe("1/1/1/1");
    expect(stage.web().metadata.labels).toEqual({ a: "b" });
    expect(stage.decisions.filter(({ again }) => again.kind === "retry")).toEqual([]);
  });

  it("REC-48: the scale subresource shows what is wanted and what is there", () => {
    const stage = new Stage().set({ replicas: 2 }).fail("pod/web-2", "not-ready").scale(4);
    stage.settle();
    const scale: Scale = scaleOf(stage.web());
    expect([scale.spec, scale.status]).toEqual([{ replicas: 4 }, { replicas: 3, selector: "app=nginx" }]);
  });
});
