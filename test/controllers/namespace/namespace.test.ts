import { expect, it } from "vitest";
import { rehearse } from "../rehearsal.ts";

it("empties a namespace, then removes it", () => {
  const rehearsal = rehearse({ stopAfterMs: 1000 });
  rehearsal.create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
  const { cluster } = rehearsal.simulation;
  const create = (body: object) => cluster.create(body, "team");
  create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } });
  create({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a" },
    spec: { containers: [{ name: "a", image: "a" }] },
  });
  rehearsal.settle();
  rehearsal.remove("Namespace", "team");
  expect(create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "b" } }).ok).toBe(false);
  rehearsal.settle();
  expect(rehearsal.names("Namespace")).not.toContain("team");
  expect(cluster.view().list("Pod", "team")).toEqual([]);
  expect(cluster.view().list("ConfigMap", "team")).toEqual([]);
  expect(rehearsal.clock()).toBe(1);
});

// test/e2e/apimachinery/namespace.go, `namespace deletion should delete pod first` (1.36)
it("lets all else of a namespace be until its pods are gone, and says what remains", () => {
  const rehearsal = rehearse();
  rehearsal.create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
  const { cluster } = rehearsal.simulation;
  cluster.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }, "team");
  const spec = { containers: [{ name: "a", image: "a" }] };
  cluster.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "a", finalizers: ["x.io/y"] }, spec }, "team");
  rehearsal.settle();
  rehearsal.remove("Namespace", "team");
  rehearsal.settle();
  expect(cluster.view().get("ConfigMap", "team", "a")?.metadata.deletionTimestamp).toBeUndefined();
  expect(cluster.view().get("Pod", "team", "a")?.metadata.deletionTimestamp).toBeDefined();
  const said = rehearsal.get("Namespace", "team")?.status?.conditions ?? [];
  expect(said.map(({ type, status, message }) => `${type}=${status}: ${message ?? ""}`)).toEqual([
    "NamespaceDeletionDiscoveryFailure=False: All resources successfully discovered",
    "NamespaceDeletionGroupVersionParsingFailure=False: All legacy kube types successfully parsed",
    "NamespaceDeletionContentFailure=False: All content successfully deleted, may be waiting on finalization",
    "NamespaceContentRemaining=True: Some resources are remaining: pods. has 1 resource instances",
    "NamespaceFinalizersRemaining=True: Some content in the namespace has finalizers remaining: x.io/y in 1 resource instances",
  ]);
  cluster.patch(
    { kind: "Pod", namespace: "team", name: "a" },
    { type: "merge", body: { metadata: { finalizers: null } } },
  );
  rehearsal.settle();
  expect(rehearsal.names("Namespace")).not.toContain("team");
});
