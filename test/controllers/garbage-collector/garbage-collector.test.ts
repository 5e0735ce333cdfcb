import { describe, expect, it } from "vitest";
import { workload } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

function withSet(): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(workload("ReplicaSet", "web", "replicas: 2"));
  rehearsal.settle();
  rehearsal.happened();
  return rehearsal;
}

function owned(name: string, owners: readonly { name: string; uid: string }[]): string {
  const ownerReferences = owners.map((owner) => ({ apiVersion: "v1", kind: "ConfigMap", ...owner }));
  return JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, ownerReferences } });
}

const uidOf = (rehearsal: Rehearsal, name: string): string => rehearsal.get("ConfigMap", name)?.metadata.uid ?? "";

describe("the garbage collector", () => {
  it("deletes dependents after their owner in the background", () => {
    const rehearsal = withSet();
    rehearsal.remove("ReplicaSet", "web");
    expect(rehearsal.names("ReplicaSet")).toEqual([]);
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual([]);
  });

  it("deletes dependents before their owner in the foreground", () => {
    const rehearsal = withSet();
    const [first = ""] = rehearsal.names("Pod");
    rehearsal.fail(`pod/${first}`, "stuck-terminating");
    rehearsal.remove("ReplicaSet", "web", { propagationPolicy: "Foreground" });
    rehearsal.settle();
    expect(rehearsal.names("Pod")).toEqual([first]);
    expect(rehearsal.get("ReplicaSet", "web")?.metadata.finalizers).toEqual(["foregroundDeletion"]);
    rehearsal.recover(`pod/${first}`);
    rehearsal.settle();
    expect(rehearsal.names("ReplicaSet")).toEqual([]);
  });

  it("leaves orphans behind when asked to", () => {
    const rehearsal = withSet();
    rehearsal.remove("ReplicaSet", "web", { propagationPolicy: "Orphan" });
    rehearsal.settle();
    expect(rehearsal.names("ReplicaSet")).toEqual([]);
    expect(rehearsal.list("Pod").map((one) => one.metadata.ownerReferences)).toEqual([undefined, undefined]);
  });

  it("keeps what still has an owner, and drops the references of those that are gone", () => {
    const rehearsal = rehearse();
    rehearsal.create(owned("first", []));
    rehearsal.create(owned("second", []));
    const owners = ["first", "second"].map((name) => ({ name, uid: uidOf(rehearsal, name) }));
    rehearsal.create(owned("shared", owners));
    rehearsal.settle();
    rehearsal.remove("ConfigMap", "first");
    rehearsal.settle();
    expect(rehearsal.get("ConfigMap", "shared")?.metadata.ownerReferences).toMatchObject([{ name: "second" }]);
    rehearsal.remove("ConfigMap", "second");
    rehearsal.settle();
    expect(rehearsal.get("ConfigMap", "shared")).toBeUndefined();
  });

  it("counts an owner of another uid as gone", () => {
    const rehearsal = rehearse();
    rehearsal.create(owned("owner", []));
    rehearsal.create(owned("dependent", [{ name: "owner", uid: "00000000-0000-4000-8000-000000000000" }]));
    rehearsal.settle();
    expect(rehearsal.get("ConfigMap", "dependent")).toBeUndefined();
  });
});
