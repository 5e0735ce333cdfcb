import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import { applyStrategicPatch } from "../../../src/api/patch/strategic.ts";
import { rulesOf } from "./schema-fixture.ts";

const POD = rulesOf("v1", "Pod", "spec");
const SERVICE = rulesOf("v1", "Service", "spec");
const META = rulesOf("v1", "Pod", "metadata");
const DEPLOYMENT = rulesOf("apps/v1", "Deployment", "spec");

function apply(schema: typeof POD, original: JsonObject, patch: unknown): unknown {
  const patched = applyStrategicPatch(original, patch, schema);
  return patched.ok ? patched.value : patched.status;
}

describe("merging", () => {
  test("maps merge key by key, null removes", () => {
    const original = { nodeSelector: { a: "1", b: "2" }, hostname: "x" };
    expect(apply(POD, original, { nodeSelector: { b: null, c: "3" }, hostname: null })).toEqual({
      nodeSelector: { a: "1", c: "3" },
    });
  });

  test("a patch without effect gives the object itself", () => {
    const original = { containers: [{ name: "a", image: "x" }], nodeSelector: { a: "1" } };
    expect(apply(POD, original, { containers: [{ name: "a", image: "x" }], nodeSelector: { b: null } })).toBe(original);
  });

  test("list elements are found by their merge key and new ones keep the patch's place", () => {
    const original = { containers: [{ name: "a", image: "1" }, { name: "b" }] };
    expect(apply(POD, original, { containers: [{ name: "c" }, { name: "a", image: "2" }] })).toEqual({
      containers: [{ name: "c" }, { name: "a", image: "2" }, { name: "b" }],
    });
  });

  test("the order list orders what the patch names; the server's own elements keep their place", () => {
    const original = { containers: [{ name: "a" }, { name: "s" }, { name: "b" }] };
    const patch = { "$setElementOrder/containers": [{ name: "b" }, { name: "a" }] };
    expect(apply(POD, original, patch)).toEqual({ containers: [{ name: "s" }, { name: "b" }, { name: "a" }] });
  });

  test("atomic lists are replaced", () => {
    const original = { tolerations: [{ key: "a" }, { key: "b" }] };
    expect(apply(POD, original, { tolerations: [{ key: "c" }] })).toEqual({ tolerations: [{ key: "c" }] });
  });

  test("lists of scalars unite, and lose what the parallel list names", () => {
    expect(apply(META, { finalizers: ["a", "b"] }, { finalizers: ["c", "a"] })).toEqual({
      finalizers: ["c", "a", "b"],
    });
    expect(apply(META, { finalizers: ["a", "b"] }, { "$deleteFromPrimitiveList/finalizers": ["a"] })).toEqual({
      finalizers: ["b"],
    });
    expect(apply(META, { finalizers: ["a"] }, { "$deleteFromPrimitiveList/finalizers": 1 })).toEqual({
      finalizers: ["a"],
    });
    expect(apply(META, { finalizers: ["a"] }, { "$deleteFromPrimitiveList/finalizers": null })).toEqual({});
  });

  test("where nothing was, the patch comes without its nulls and without what has a $patch", () => {
    const patch = {
      securityContext: { runAsUser: 1, fsGroup: null },
      affinity: { nodeAffinity: {}, $patch: "replace" },
      dnsConfig: { options: { $patch: "delete" }, searches: [] },
      containers: [
        { name: "a", $patch: "delete" },
        { name: "b", image: null },
      ],
    };
    expect(apply(POD, {}, patch)).toEqual({
      securityContext: { runAsUser: 1 },
      dnsConfig: { searches: [] },
      containers: [{ name: "b" }],
    });
  });

  test("other directives stay where nothing was, for strict decoding to refuse", () => {
    const patch = { volumes: [{ $retainKeys: ["name"], name: "v", hostPath: null }] };
    expect(apply(POD, {}, patch)).toEqual({ volumes: [{ $retainKeys: ["name"], name: "v" }] });
  });

  test("what replaces a map keeps its nulls", () => {
    const patch = { nodeSelector: { $patch: "replace", b: null } };
    expect(apply(POD, { nodeSelector: { a: "1" } }, patch)).toEqual({ nodeSelector: { b: null } });
  });

  test("__proto__ is a key like any other", () => {
    const patch: unknown = JSON.parse('{"nodeSelector":{"__proto__":"x"}}');
    const patched = apply(POD, { nodeSelector: { a: "1" } }, patch);
    expect(JSON.stringify(patched)).toBe('{"nodeSelector":{"a":"1","__proto__":"x"}}');
  });
});

describe("directives", () => {
  const original = { containers: [{ name: "a" }, { name: "b" }], nodeSelector: { a: "1" } };
  test.each([
    ["replaces a map", { nodeSelector: { $patch: "replace", b: "2" } }, { nodeSelector: { b: "2" } }],
    ["empties a map", { nodeSelector: { $patch: "delete" } }, { nodeSelector: {} }],
    ["deletes an element", { containers: [{ $patch: "delete", name: "a" }] }, { containers: [{ name: "b" }] }],
    ["replaces a list", { containers: [{ name: "c" }, { $patch: "replace" }] }, { containers: [{ name: "c" }] }],
  ])("$patch %s", (_what, patch, expected) => {
    expect(apply(POD, original, patch)).toEqual({ ...original, ...expected });
  });

  test("$retainKeys clears what it does not name", () => {
    const live = { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } };
    const patch = { strategy: { $retainKeys: ["type"], type: "Recreate" } };
    expect(apply(DEPLOYMENT, live, patch)).toEqual({ strategy: { type: "Recreate" } });
  });
});

describe("refusals", () => {
  test.each([
    [
      "no merge key",
      POD,
      { containers: [{ image: "x" }] },
      500,
      "map: map[image:x] does not contain declared merge key: name",
    ],
    ["unknown $patch", POD, { nodeSelector: { $patch: "x" } }, 500, "unknown patch type: x in map: map[$patch:x]"],
    [
      "unknown $patch of an element",
      POD,
      { containers: [{ $patch: "x", name: "a" }] },
      500,
      "unknown patch type: x in map: map[$patch:x name:a]",
    ],
    ["bad retainKeys", DEPLOYMENT, { strategy: { $retainKeys: "type" } }, 400, "invalid patch format of retainKeys"],
    [
      "unlisted in retainKeys",
      DEPLOYMENT,
      { strategy: { $retainKeys: [], type: "x" } },
      400,
      "invalid patch format of retainKeys",
    ],
    [
      "bad order list",
      POD,
      { "$setElementOrder/containers": 1 },
      500,
      "expected a []interface {}, but received a int64",
    ],
    [
      "an order of what goes",
      POD,
      { "$setElementOrder/containers": [{ name: "a" }], containers: null },
      500,
      "expected a []interface {}, but received a %!s(<nil>)",
    ],
    ["mixed elements", POD, { containers: ["a"] }, 500, "list element types are not identical: [[map[name:a]] [a]]"],
  ])("%s", (_what, schema, patch, code, message) => {
    const original = { containers: [{ name: "a" }], nodeSelector: {}, strategy: { type: "y" } };
    expect(apply(schema, original, patch)).toMatchObject({ code, message });
  });
});

test("two ports of one number share the merge key, as upstream", () => {
  const original = {
    ports: [
      { port: 53, protocol: "TCP" },
      { port: 53, protocol: "UDP" },
    ],
  };
  expect(apply(SERVICE, original, { ports: [{ port: 53, protocol: "UDP", name: "x" }] })).toEqual({
    ports: [
      { port: 53, protocol: "UDP", name: "x" },
      { port: 53, protocol: "UDP" },
    ],
  });
});
