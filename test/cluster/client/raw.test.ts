import { describe, expect, test } from "vitest";
import { rawCreate, rawGet } from "../../../src/cluster/client/raw.ts";
import { having, pod, server, set } from "./kubectl.ts";

const NOT_SERVED = { ok: false, status: { code: 404, message: "the server could not find the requested resource" } };

describe("get --raw", () => {
  test.each([
    ["/apis/apps/v1/namespaces/default/statefulsets/web", { kind: "StatefulSet" }],
    ["/apis/apps/v1/namespaces/default/statefulsets/web/status", { kind: "StatefulSet" }],
    ["/apis/apps/v1/namespaces/default/statefulsets/web/scale", { kind: "Scale", spec: { replicas: 1 } }],
    ["/apis/apps/v1/statefulsets", { kind: "StatefulSetList", items: [{ metadata: { name: "web" } }] }],
    ["/api/v1/namespaces/default/pods?labelSelector=app%3Ddb", { kind: "PodList", items: [] }],
    ["/api/v1/nodes/node-1", { kind: "Node" }],
    ["/api/v1/namespaces/default", { kind: "Namespace" }],
  ])("%s", (path, body) => {
    expect(rawGet(having(set(), pod("a")), path)).toMatchObject({ ok: true, body });
  });

  test.each(["/apis/apps/v2/statefulsets", "/api/v1/statefulsets", "/nope", "/api/v1/namespaces/default/nodes/node-1"])(
    "%s is not served",
    (path) => {
      expect(rawGet(server(), path)).toMatchObject(NOT_SERVED);
    },
  );

  test("a missing object", () => {
    expect(rawGet(server(), "/api/v1/namespaces/default/pods/x")).toMatchObject({
      status: { reason: "NotFound", message: 'pods "x" not found' },
    });
  });
});

describe("create --raw", () => {
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "a" } };

  test("evicts a pod", () => {
    const cluster = having(pod("a"));
    const answer = rawCreate(cluster, "/api/v1/namespaces/default/pods/a/eviction", eviction);
    expect(JSON.stringify(answer.ok && answer.body)).toBe(
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}',
    );
    expect(cluster.view().list("Pod")).toHaveLength(0);
  });

  test("creates in a collection", () => {
    const cluster = server();
    expect(rawCreate(cluster, "/api/v1/namespaces/default/pods", pod("a")).ok).toBe(true);
    expect(cluster.view().list("Pod")).toHaveLength(1);
  });

  test.each([
    ["/api/v1/namespaces/default/pods/b/eviction", 400],
    ["/api/v1/namespaces/default/pods/a/nope", 404],
    ["/api/v1/pods", 405],
  ])("%s is refused with %i", (path, code) => {
    expect(rawCreate(having(pod("a")), path, eviction)).toMatchObject({ ok: false, status: { code } });
  });
});
