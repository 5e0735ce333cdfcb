import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import { applyStrategicPatch } from "../../../src/api/patch/strategic.ts";
import { threeWayPatch } from "../../../src/api/patch/three-way.ts";
import { twoWayPatch } from "../../../src/api/patch/two-way.ts";
import { rulesOf } from "./schema-fixture.ts";

const POD = rulesOf("v1", "Pod", "spec");
const DEPLOYMENT = rulesOf("apps/v1", "Deployment", "spec");
const META = rulesOf("v1", "Pod", "metadata");

function patch(original: JsonObject, modified: JsonObject, current: JsonObject, schema = POD): unknown {
  const result = threeWayPatch({ original, modified, current, schema });
  return result.ok ? result.patch : result.message;
}

describe("three-way patch", () => {
  test("leaves alone what only the live object has", () => {
    expect(patch({ hostname: "a" }, { hostname: "a" }, { hostname: "a", dnsPolicy: "ClusterFirst" })).toEqual({});
  });

  test("sets back what somebody else changed and removes what was applied before", () => {
    const current = { hostname: "b", subdomain: "s" };
    expect(patch({ hostname: "a", subdomain: "s" }, { hostname: "a" }, current)).toEqual({
      hostname: "a",
      subdomain: null,
    });
  });

  test("pairs elements of one key from the last to the first, as kubectl's unstable sort does", () => {
    const udp = { name: "udp", port: 53, protocol: "UDP" };
    const dns = { name: "dns", port: 53, protocol: "TCP" };
    const ports = rulesOf("v1", "Service", "spec");
    expect(patch({ ports: [udp, dns] }, { ports: [dns] }, { ports: [udp, dns] }, ports)).toEqual({
      "$setElementOrder/ports": [{ port: 53 }],
      ports: [{ $patch: "delete", port: 53 }],
    });
  });

  test("deletes applied list elements, keeps foreign ones and names the order", () => {
    const original = { containers: [{ name: "a", image: "1" }, { name: "b" }] };
    const modified = { containers: [{ name: "a", image: "2" }] };
    const current = { containers: [{ name: "a", image: "1" }, { name: "b" }, { name: "injected" }] };
    const expected = {
      "$setElementOrder/containers": [{ name: "a" }],
      containers: [
        { name: "a", image: "2" },
        { $patch: "delete", name: "b" },
      ],
    };
    expect(patch(original, modified, current)).toEqual(expected);
    const patched = applyStrategicPatch(current, expected, POD);
    expect(patched).toEqual({ ok: true, value: { containers: [{ name: "a", image: "2" }, { name: "injected" }] } });
  });

  test("merges deletions inside an element with changes of it", () => {
    const original = { containers: [{ name: "a", env: [{ name: "X", value: "1" }], image: "1" }] };
    const modified = { containers: [{ name: "a", image: "2" }] };
    const result = patch(original, modified, original);
    expect(result).toEqual({
      "$setElementOrder/containers": [{ name: "a" }],
      containers: [{ name: "a", image: "2", env: null }],
    });
  });

  test("a strategy with retainKeys names the keys that stay", () => {
    const original = { strategy: { type: "RollingUpdate" } };
    const current = { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } };
    expect(patch(original, { strategy: { type: "Recreate" } }, current, DEPLOYMENT)).toEqual({
      strategy: { $retainKeys: ["type"], type: "Recreate" },
    });
  });

  test("a kind without a schema gets a JSON merge patch", () => {
    const states = {
      original: { spec: { a: 1, list: [1] } },
      modified: { spec: { list: [1, 2] } },
      current: { spec: { a: 1, list: [1], z: 1 } },
      schema: undefined,
    };
    expect(threeWayPatch(states)).toEqual({ ok: true, type: "merge", patch: { spec: { a: null, list: [1, 2] } } });
  });

  test("an empty map is a value in a JSON merge patch", () => {
    const states = {
      original: { spec: { b: {} } },
      modified: { spec: { a: {} } },
      current: { spec: {} },
      schema: undefined,
    };
    expect(threeWayPatch(states)).toEqual({ ok: true, type: "merge", patch: { spec: { a: {}, b: null } } });
  });

  test("a merged list of scalars counts as changed where it is in no order itself", () => {
    const pod = { finalizers: ["b", "a"] };
    expect(patch(pod, pod, pod, META)).toEqual({ "$setElementOrder/finalizers": ["b", "a"] });
    expect(patch(pod, { finalizers: ["a", "b"] }, pod, META)).toEqual({});
  });

  test.each([
    ["of elements", { containers: [{ name: "a", image: "2" }] }, { containers: [{ name: "a", image: "3" }] }, true],
    [
      "of other elements",
      { containers: [{ name: "a" }, { name: "b" }] },
      { containers: [{ name: "a" }, { name: "c" }] },
      false,
    ],
    ["of a list that is replaced", { tolerations: [{ key: "x" }] }, { tolerations: [{ key: "y" }] }, true],
  ])("without overwrite changes %s are told apart", (_what, modified, current, conflicts) => {
    const original = { containers: [{ name: "a", image: "1" }], tolerations: [{ key: "k" }] };
    const states = { original, modified: { ...original, ...modified }, current: { ...original, ...current } };
    expect(threeWayPatch({ ...states, schema: POD, overwrite: false }).ok).toBe(!conflicts);
  });

  test.each([
    [{ hostAliases: [{}] }, {}, "map: map[] does not contain declared merge key: ip"],
    [{ args: [["a"]] }, { args: [["b"]] }, undefined],
    [{ hostAliases: [["a"]] }, {}, "lists of lists are not supported"],
    [{ hostAliases: [{ ip: "a" }, 1] }, {}, "list element types are not identical: [[map[ip:a] 1] []]"],
  ])("from %j to %j: %s", (original, modified, message) => {
    const emptied = { hostAliases: [], ...modified };
    const result = threeWayPatch({ original, modified: emptied, current: original, schema: POD });
    expect(result.ok ? undefined : result.message).toBe(message);
  });

  test("without overwrite a foreign change is a conflict", () => {
    const states = {
      original: { hostname: "a" },
      modified: { hostname: "b" },
      current: { hostname: "c" },
      schema: POD,
    };
    expect(threeWayPatch(states).ok).toBe(true);
    const result = threeWayPatch({ ...states, overwrite: false });
    expect(result.ok || result.message).toContain("conflicts with changes made from original to current");
  });

  test("a list element without its merge key is refused", () => {
    expect(patch({}, { containers: [{ image: "x" }] }, { containers: [{ name: "a" }] })).toBe(
      "map: map[image:x] does not contain declared merge key: name",
    );
  });
});

describe("two-way patch", () => {
  test.each<[JsonObject, JsonObject]>([
    [{ containers: [{ name: "a", image: "1" }] }, { containers: [{ name: "b" }, { name: "a", image: "2" }] }],
    [{ hostAliases: [{ ip: "1" }, { ip: "2" }] }, { hostAliases: [{ ip: "2" }] }],
    [{ nodeSelector: { a: "1", b: "2" } }, { nodeSelector: { b: "3" }, hostname: "x" }],
    [{ volumes: [{ name: "v", emptyDir: {} }] }, { volumes: [{ name: "v", hostPath: { path: "/" } }] }],
  ])("applied to %j gives %j", (from, to) => {
    const difference = twoWayPatch(from, to, POD);
    const patch = difference.ok ? difference.patch : {};
    expect(applyStrategicPatch(from, patch, POD)).toEqual({ ok: true, value: to });
  });

  test("is empty for equal objects", () => {
    const pod = { containers: [{ name: "a" }] };
    expect(twoWayPatch(pod, { containers: [{ name: "a" }] }, POD)).toEqual({ ok: true, patch: {} });
  });

  test("is refused where a list's elements have no names to be told by", () => {
    const pod = { hostname: "a", containers: [{}] };
    const message = "map: map[] does not contain declared merge key: name";
    expect(twoWayPatch(pod, { ...pod, hostname: "b" }, POD)).toEqual({ ok: false, message });
  });
});
