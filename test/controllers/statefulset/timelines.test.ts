import { describe, expect, it } from "vitest";
import { Stage } from "./stage.ts";

/** Orders of writes as a real control plane showed them; statuses as replicas/ready/current/updated. */
describe("the order of writes of a set", () => {
  it("B1: creates three pods in order, each with its claim first", () => {
    const stage = new Stage();
    stage.set({ claims: ["www"] });
    expect(stage.log()).toEqual([
      "create revision/web-77cff5465",
      "create pvc/www-web-0",
      "create pod/web-0",
      "status 0/0/0/0",
      "status 1/0/1/1",
      "ready web-0",
      "create pvc/www-web-1",
      "create pod/web-1",
      "status 1/1/1/1",
      "status 2/1/2/2",
      "ready web-1",
      "create pvc/www-web-2",
      "create pod/web-2",
      "status 2/2/2/2",
      "status 3/2/3/3",
      "ready web-2",
      "status 3/3/3/3",
    ]);
  });

  it("B2: replaces pods from the top, deleting the next in the pass that sees the last ready", () => {
    const stage = new Stage();
    stage.set();
    stage.log();
    stage.image("a:2").settle();
    expect(stage.log()).toEqual([
      "create revision/web-5ddf6c5c88",
      "delete pod/web-2",
      "status 3/3/2/0",
      "remove web-2",
      "create pod/web-2",
      "status 2/2/2/0",
      "status 3/2/2/1",
      "ready web-2",
      "delete pod/web-1",
      "status 3/3/1/1",
      "remove web-1",
      "create pod/web-1",
      "status 2/2/1/1",
      "status 3/2/1/2",
      "ready web-1",
      "delete pod/web-0",
      "status 3/3/0/2",
      "remove web-0",
      "create pod/web-0",
      "status 2/2/0/2",
      "status 3/2/0/3",
      "ready web-0",
      "status 3/3/3/3",
    ]);
    expect(stage.status()).toMatchObject({ currentRevision: "web-5ddf6c5c88", updateRevision: "web-5ddf6c5c88" });
  });

  it("B3: deletes a failed pod in one pass and makes it anew in the next", () => {
    const stage = new Stage();
    stage.set();
    stage.log();
    stage.fail("pod/web-1", "failed").settle();
    expect(stage.log()).toEqual([
      "delete pod/web-1",
      "remove web-1",
      "status 3/2/3/3",
      "create pod/web-1",
      "status 2/2/2/2",
      "status 3/2/3/3",
      "ready web-1",
      "status 3/3/3/3",
    ]);
  });

  it("B4: gives all condemned claims to their pods before it deletes the first", () => {
    const stage = new Stage();
    stage.set({ claims: ["www"], retention: { whenScaled: "Delete" } });
    stage.log();
    stage.scale(1).settle();
    expect(stage.log()).toEqual([
      "own pvc/www-web-2 by Pod/web-2",
      "own pvc/www-web-1 by Pod/web-1",
      "delete pod/web-2",
      "status 3/3/3/3",
      "status 3/3/2/2",
      "remove web-2",
      "delete pod/web-1",
      "status 2/2/2/2",
      "status 2/2/1/1",
      "remove pvc/www-web-2",
      "remove web-1",
      "status 1/1/1/1",
      "remove pvc/www-web-1",
    ]);
  });

  it("B5: deletes condemned pods and updates one more in a single pass when Parallel", () => {
    const stage = new Stage();
    stage.set({ replicas: 5, parallel: true });
    stage.log();
    stage.image("a:2").scale(2).settle();
    expect(stage.log().slice(0, 7)).toEqual([
      "create revision/web-5ddf6c5c88",
      "delete pod/web-4",
      "delete pod/web-3",
      "delete pod/web-2",
      "delete pod/web-1",
      "status 5/5/4/0",
      "status 5/5/1/0",
    ]);
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:2"]);
  });

  it("B6: only counts while a foreground deletion takes its dependents, and makes the revision again", () => {
    const stage = new Stage();
    stage.set({ replicas: 2 });
    stage.log();
    stage.remove("StatefulSet", "web", { propagationPolicy: "Foreground" });
    expect(stage.web().metadata).toMatchObject({ generation: 2, finalizers: ["foregroundDeletion"] });
    stage.settle();
    const log = stage.log();
    expect(log[0]).toBe("status 2/2/2/2");
    expect(log.filter((line) => line.startsWith("create pod") || line.startsWith("delete"))).toEqual([]);
    expect(log).toContain("create revision/web-77cff5465");
    expect(stage.get("StatefulSet", "web")).toBeUndefined();
    expect([stage.pods(), stage.history()]).toEqual([[], []]);
  });
});
