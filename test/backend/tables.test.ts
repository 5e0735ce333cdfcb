import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { readTables, writeTables } from "../../src/backend/tables.ts";

function pod(ordinal: number, more: object = {}): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `web-${ordinal}`,
      namespace: "default",
      uid: `uid-${ordinal}`,
      labels: {
        app: "web",
        "controller-revision-hash": "web-1",
        "statefulset.kubernetes.io/pod-name": `web-${ordinal}`,
      },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set", controller: true }],
    },
    spec: { containers: [{ name: "nginx", image: "nginx:1.25" }], hostname: `web-${ordinal}` },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True", lastTransitionTime: `t${ordinal}` }] },
    ...more,
  } as KubeObject;
}

const claim = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "default" } };

describe("writeTables", () => {
  it("gives back the same objects in the same order with the same member order", () => {
    const objects = [pod(0), claim, pod(1), pod(2, { status: { phase: "Pending" } }), pod(3), claim, pod(4)];
    const text = JSON.stringify(writeTables(objects));
    expect(JSON.stringify(readTables(JSON.parse(text)))).toBe(JSON.stringify(objects));
  });

  it("keeps of a like pod only what differs", () => {
    const objects = Array.from({ length: 100 }, (_, ordinal) => pod(ordinal));
    const { tables, rest } = writeTables(objects);
    expect(rest).toEqual([]);
    expect(tables).toHaveLength(1);
    expect(JSON.stringify(tables[0]?.rows).length / 99).toBeLessThan(80);
  });

  it("holds for objects of any shape", () => {
    const label = fc.constantFrom("a", "b/c", "d~e");
    const shape = fc.record({
      name: fc.constantFrom("web-0", "web-1", "db-0"),
      revision: fc.constantFrom("r1", "r2"),
      status: fc.jsonValue(),
      labels: fc.dictionary(label, fc.constantFrom("x", "y")),
    });
    fc.assert(
      fc.property(fc.array(shape), (shapes) => {
        const objects = shapes.map(({ name, revision, status, labels }): KubeObject => {
          const metadata = { name, labels: { ...labels, "controller-revision-hash": revision } };
          return { apiVersion: "v1", kind: "Pod", metadata, status } as KubeObject;
        });
        const back = readTables(JSON.parse(JSON.stringify(writeTables(objects))));
        expect(JSON.stringify(back)).toBe(JSON.stringify(objects));
      }),
    );
  });
});
