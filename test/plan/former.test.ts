import { expect, it } from "vitest";
import { Rehearsal } from "../../src/plan/rehearsal.ts";
import { atOnce } from "./at-once.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { asked, cluster } from "./rehearsed.ts";

const WEB = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1"}]}
`;

it("a rehearsal still shows what it began with: what was changed, what is gone, and nothing that is new", () => {
  const snapshot = cluster(WEB);
  const rehearsal = new Rehearsal(snapshot);
  const before = rehearsal.remember();
  for (const line of ["set image sts/web main=web:2", "scale sts web --replicas=4", "delete pod web-1"])
    atOnce(rehearsal.try(asked(line)));
  atOnce(rehearsal.try(asked("scale sts web --replicas=2")));
  const { metadata } = rehearsal.cluster.view().get("Pod", "default", "web-1") ?? { metadata: undefined };
  for (const object of snapshot.objects)
    expect(before.get(object.kind, object.metadata.namespace ?? "", object.metadata.name)).toBe(object);
  expect(before.get("Pod", "default", "web-3")).toBeUndefined();
  expect(before.get("Pod", "default", "web-1")?.metadata.uid).not.toBe(metadata?.uid);
  expect(before.list("Pod")).toEqual(snapshot.objects.filter(({ kind }) => kind === "Pod"));
});

it("what opening the copy has written belongs to the beginning", () => {
  const rehearsal = new Rehearsal(EMPTY_SNAPSHOT, { settings: { nodes: 5 } });
  const before = rehearsal.remember();
  expect(before.list("Node")).toHaveLength(5);
  expect(before.get("Node", "", "node-5")).toBe(before.list("Node")[4]);
});
