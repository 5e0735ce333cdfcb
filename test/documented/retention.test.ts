import { describe, expect, it } from "vitest";
import { Stage } from "../controllers/statefulset/stage.ts";

const withPolicy = (whenDeleted: string, whenScaled: string): Stage =>
  new Stage().set({ replicas: 2, claims: ["data"], retention: { whenDeleted, whenScaled } });

/** Promises of the documentation about persistentVolumeClaimRetentionPolicy, each in words of our own. */
describe("claim retention", () => {
  it("is Retain for both by default", () => {
    expect(new Stage().set({ replicas: 0 }).web().spec.persistentVolumeClaimRetentionPolicy).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  it.each([
    ["Retain", "Retain", ["data-web-0", "data-web-1"], ["data-web-0", "data-web-1"]],
    ["Retain", "Delete", ["data-web-0"], ["data-web-0"]],
    ["Delete", "Retain", ["data-web-0", "data-web-1"], []],
    ["Delete", "Delete", ["data-web-0"], []],
  ])("whenDeleted %s, whenScaled %s: scaled to 1 leaves %j, then deleted %j", (deleted, scaled, after, last) => {
    const stage = withPolicy(deleted, scaled).scale(1);
    stage.settle();
    expect(stage.claims()).toEqual(after);
    stage.remove("StatefulSet", "web").settle();
    expect(stage.claims()).toEqual(last);
  });

  it("does not concern pods that fail or are replaced: their claims are mounted again", () => {
    const stage = withPolicy("Delete", "Delete");
    const { uid } = stage.claim("data-web-1").metadata;
    stage.fail("pod/web-1", "failed").settle();
    stage.remove("Pod", "web-1", { gracePeriodSeconds: 0 }).settle();
    stage.image("a:2").settle();
    expect(stage.claim("data-web-1").metadata.uid).toBe(uid);
  });

  it("deletes a claim only after its pod is gone", () => {
    const stage = withPolicy("Retain", "Delete").fail("pod/web-1", "stuck-terminating").scale(1);
    stage.settle();
    expect(stage.claims()).toEqual(["data-web-0", "data-web-1"]);
    stage.recover().settle();
    expect(stage.claims()).toEqual(["data-web-0"]);
  });

  it("works by owner references: the set's for whenDeleted, the condemned pod's for whenScaled", () => {
    expect(withPolicy("Delete", "Retain").owners("data-web-1")).toEqual(["StatefulSet/web"]);
    const scaled = withPolicy("Delete", "Delete").fail("pod/web-1", "stuck-terminating").scale(1);
    scaled.settle();
    expect(scaled.owners("data-web-1")).toEqual(["Pod/web-1"]);
    expect(withPolicy("Retain", "Delete").owners("data-web-1")).toEqual([]);
  });

  it("may be changed while the set lives", () => {
    const stage = withPolicy("Retain", "Retain");
    stage.spec({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Delete" } }).settle();
    stage.scale(1).settle();
    expect(stage.claims()).toEqual(["data-web-0"]);
  });
});
