import { describe, expect, it } from "vitest";
import { BROKEN, Stage } from "./stage.ts";

const SETS = "statefulset-controller";

/** How often the set's controller looked at a key since. */
function passes(stage: Stage, key = "default/web"): number {
  return stage.decisions.splice(0).filter((one) => one.controller === SETS && one.key === key).length;
}

const other = { apiVersion: "v1", kind: "Pod", spec: { containers: [{ name: "c", image: "a:1" }] } };

describe("what starts a pass", () => {
  it("SYNC-1: a change of the set, its own status included", () => {
    const stage = new Stage().set({ replicas: 1 });
    passes(stage);
    stage.patch("StatefulSet", "web", { metadata: { annotations: { a: "b" } } }).settle();
    expect(passes(stage)).toBe(1);
    stage.spec({ minReadySeconds: 0, revisionHistoryLimit: 3 }).settle();
    expect(passes(stage)).toBe(2);
  });

  it("SYNC-1: a change of one of its pods, and an orphan that its selector matches", () => {
    const stage = new Stage().set({ replicas: 1 });
    passes(stage);
    stage.label("web-0", { extra: "yes" }).settle();
    expect(passes(stage)).toBe(1);
    stage.create({ ...other, metadata: { name: "stranger", labels: { app: "nginx" } } }).settle();
    expect(passes(stage)).toBe(1);
    stage.label("stranger", { more: "yes" }).settle();
    expect(passes(stage)).toBe(1);
    stage.remove("Pod", "stranger").settle();
    expect(passes(stage)).toBe(0);
  });

  it("SYNC-1: not claims, revisions, services or nodes", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"] });
    passes(stage);
    stage.patch("PersistentVolumeClaim", "www-web-0", { metadata: { labels: { a: "b" } } });
    stage.patch("ControllerRevision", stage.status().updateRevision ?? "", { metadata: { annotations: { a: "b" } } });
    stage.create({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: { clusterIP: "None", selector: { app: "nginx" }, ports: [{ port: 80 }] },
    });
    stage.patch("Node", "node-1", { metadata: { labels: { a: "b" } } }).settle();
    expect(passes(stage)).toBe(0);
  });

  it("SYNC-1: what a change of no account wakes makes good what nobody told of", () => {
    const stage = new Stage().set({ replicas: 1 });
    const revision = stage.status().updateRevision ?? "";
    const touch = (): void =>
      void stage.patch("Pod", "web-0", { metadata: { annotations: { at: String(passes(stage)) } } }).settle();
    touch();
    stage.remove("ControllerRevision", revision).settle();
    touch();
    expect(stage.get("ControllerRevision", revision)).toBeDefined();
  });

  it("SYNC-1: and so with a claim of a pod that waits for it", () => {
    const stage = new Stage();
    stage.fail("pvc/www-web-0", "unbound");
    stage.set({ replicas: 1, claims: ["www"] });
    stage.remove("PersistentVolumeClaim", "www-web-0").settle();
    expect(stage.get("PersistentVolumeClaim", "www-web-0")).toBeUndefined();
    stage.patch("Pod", "web-0", { metadata: { annotations: { a: "b" } } }).settle();
    expect(stage.get("PersistentVolumeClaim", "www-web-0")).toBeDefined();
  });

  it("SYNC-2: a pass sees what the one before wrote, so that nothing is made twice", () => {
    const refused: string[] = [];
    const stage = new Stage({
      refuse: ({ verb, name, kind }) => {
        if (verb === "create" && kind === "Pod") refused.push(name);
        return undefined;
      },
    });
    stage.set({ replicas: 20, parallel: true });
    expect(refused).toHaveLength(20);
    expect(new Set(refused).size).toBe(20);
  });

  it("SYNC-3: several sets take their passes without a mix-up", () => {
    const stage = new Stage();
    const labelled = (app: string): object => ({
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: "c", image: "a:1" }] } },
    });
    for (const name of ["a", "b", "c"]) stage.set({ replicas: 2, more: labelled(name) }, name);
    expect(stage.pods()).toEqual(["a-0", "a-1", "b-0", "b-1", "c-0", "c-1"]);
    expect(["a", "b", "c"].map((name) => stage.counters(name))).toEqual(["2/2/2/2", "2/2/2/2", "2/2/2/2"]);
  });

  it("SYNC-4: a pass that failed is taken again, one that did not is not", () => {
    let refusals = 2;
    const stage = new Stage({
      refuse: ({ verb, kind }) => (verb === "create" && kind === "Pod" && refusals-- > 0 ? BROKEN : undefined),
    });
    stage.set({ replicas: 2 });
    for (let i = 0; i < 3; i++) stage.patch("Node", "node-1", { metadata: { labels: { round: `r${i}` } } }).settle();
    expect(stage.counters()).toBe("2/2/2/2");
    passes(stage);
    stage.pass(3600);
    expect(passes(stage)).toBe(0);
  });

  it("SYNC-5: a ready pod is looked at again when it becomes available", () => {
    const stage = new Stage().set({ replicas: 1, more: { minReadySeconds: 30 } });
    const ready = stage.decisions.filter((one) => one.again.kind === "at" && one.controller === SETS);
    expect(ready).not.toEqual([]);
    expect(stage.status().availableReplicas).toBe(1);
    passes(stage);
    stage.spec({ minReadySeconds: 600 }).pass(60);
    expect(stage.status().availableReplicas).toBe(0);
    stage.settle();
    expect(stage.status().availableReplicas).toBe(1);
  });

  it("SYNC-5: also when the pass that saw it ready has failed", () => {
    const stage = new Stage().set({ replicas: 2, parallel: true, more: { minReadySeconds: 5 } });
    stage.label("web-1", { app: "other" }).remove("Pod", "web-0").settle();
    expect(stage.status()).toMatchObject({ replicas: 1, readyReplicas: 1, availableReplicas: 1 });
  });
});
