import { describe, expect, it } from "vitest";
import { claim, podWithClaim } from "../manifests.ts";
import { rehearse } from "../rehearsal.ts";

describe("claim protection", () => {
  it("keeps a claim for as long as a pod with a node mounts it", () => {
    const rehearsal = rehearse();
    rehearsal.create(claim("data"));
    rehearsal.create(podWithClaim("a", "data"));
    rehearsal.settle();
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual(["data"]);
    rehearsal.fail("pod/a", "failed");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual(["data"]);
    rehearsal.remove("Pod", "a");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual([]);
  });

  it("does not keep the claim of a pod without a node", () => {
    const rehearsal = rehearse();
    rehearsal.fail("pod/a", "unschedulable");
    rehearsal.create(claim("data"));
    rehearsal.create(podWithClaim("a", "data"));
    rehearsal.settle();
    rehearsal.remove("PersistentVolumeClaim", "data");
    rehearsal.settle();
    expect(rehearsal.names("PersistentVolumeClaim")).toEqual([]);
    expect(rehearsal.names("Pod")).toEqual(["a"]);
  });
});
