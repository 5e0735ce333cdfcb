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
