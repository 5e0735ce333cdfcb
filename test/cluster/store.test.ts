import { expect, test } from "vitest";
import type { KubeObject, ObjectKey } from "../../src/api/object.ts";
import { createStore, type Store } from "../../src/cluster/store.ts";

function pod(name: string, node: string, namespace = "default"): KubeObject {
  const spec = { nodeName: node, containers: [] };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec } as KubeObject;
}

const keyOf = (name: string, namespace = "default"): ObjectKey => ({ kind: "Pod", namespace, name });

function put(store: Store, ...objects: readonly KubeObject[]): void {
  for (const object of objects) store.put(keyOf(object.metadata.name, object.metadata.namespace), object);
}

const names = (objects: readonly KubeObject[]): readonly string[] => objects.map(({ metadata }) => metadata.name);

test("a frozen view shows each object as it was, and the live view as it is", () => {
  const store = createStore();
  const old = pod("web-0", "a");
  const next = pod("web-0", "b");
  put(store, old);
  store.freeze();
  put(store, next, pod("web-0", "c"));
  expect(store.view.get("Pod", "default", "web-0")).toBe(old);
  expect(names(store.view.indexed("Pod", "node", "a"))).toEqual(["web-0"]);
  expect(store.view.indexed("Pod", "node", "c")).toEqual([]);
  expect(names(store.live.indexed("Pod", "node", "c"))).toEqual(["web-0"]);
  store.thaw();
  expect(names(store.view.indexed("Pod", "node", "c"))).toEqual(["web-0"]);
});

test("a frozen view leaves out what was created since", () => {
  const store = createStore();
  put(store, pod("web-0", "a"));
  store.freeze();
  put(store, pod("web-1", "a"));
  expect(store.view.get("Pod", "default", "web-1")).toBeUndefined();
  expect(names(store.view.list("Pod"))).toEqual(["web-0"]);
  expect(names(store.view.indexed("Pod", "node", "a"))).toEqual(["web-0"]);
});

test("a frozen view keeps what was removed since, and knows nothing of what took its name", () => {
  const store = createStore();
  const old = pod("web-0", "a");
  put(store, old, pod("web-1", "a"));
  store.freeze();
  store.put(keyOf("web-0"), undefined);
  expect(store.view.get("Pod", "default", "web-0")).toBe(old);
  expect(store.get(keyOf("web-0"))).toBeUndefined();
  put(store, pod("web-0", "b"));
  expect(store.view.get("Pod", "default", "web-0")).toBe(old);
  expect(store.view.list("Pod")).toContain(old);
  expect(names(store.view.indexed("Pod", "node", "a"))).toEqual(["web-1", "web-0"]);
  store.put(keyOf("web-0"), undefined);
  expect(store.view.get("Pod", "default", "web-0")).toBe(old);
  store.thaw();
  expect(store.view.get("Pod", "default", "web-0")).toBeUndefined();
});

test("an index finds the same whether it is asked before or after the changes", () => {
  const early = createStore();
  expect(early.view.count("Pod", "node", "a")).toBe(0);
  const late = createStore();
  for (const store of [early, late]) {
    put(store, pod("web-0", "a"), pod("web-1", "b"), pod("web-2", "a"), pod("web-1", "a"));
    store.put(keyOf("web-0"), undefined);
  }
  for (const store of [early, late]) expect(names(store.live.indexed("Pod", "node", "a"))).toHaveLength(2);
  expect(early.live.count("Pod", "node", "a")).toBe(late.live.count("Pod", "node", "a"));
  expect(late.live.count("Pod", "node", "b")).toBe(0);
});

test("all objects come in order of creation, whatever their namespaces", () => {
  const store = createStore();
  put(store, pod("z", "a", "one"), pod("y", "a", "two"), pod("x", "a", "one"), pod("z", "b", "one"));
  expect(names([...store.all()])).toEqual(["z", "y", "x"]);
  expect(names(store.view.list("Pod"))).toEqual(["x", "z", "y"]);
});

test("an index gives what came late to a key in the order of creation, as a store that is filled anew does", () => {
  const store = createStore();
  put(store, pod("first", "b"), pod("second", "a"), pod("third", "a"), pod("fourth", "b"));
  expect(names(store.live.indexed("Pod", "node", "a"))).toEqual(["second", "third"]);
  put(store, pod("fourth", "a"), pod("first", "a"));
  expect(names(store.live.indexed("Pod", "node", "a"))).toEqual(["first", "second", "third", "fourth"]);
  put(store, pod("second", "b"), pod("second", "a"));
  expect(names(store.live.indexed("Pod", "node", "a"))).toEqual(["first", "second", "third", "fourth"]);
});

test("many under one key are in order of creation, whoever of them goes, comes back or comes late", () => {
  const store = createStore();
  const all = Array.from({ length: 20 }, (_, index) => `web-${index}`);
  for (const name of all) put(store, pod(name, name === "web-4" ? "b" : "a"));
  const onA = (): readonly string[] => names(store.live.indexed("Pod", "node", "a"));
  expect(onA()).toEqual(all.filter((name) => name !== "web-4"));
  put(store, pod("web-4", "a"));
  expect(onA()).toEqual(all);
  for (const name of ["web-19", "web-0", "web-7"]) store.put(keyOf(name), undefined);
  put(store, pod("web-0", "a"), pod("web-2", "b"), pod("web-2", "a"));
  const left = all.filter((name) => !["web-19", "web-0", "web-7"].includes(name));
  expect(onA()).toEqual([...left, "web-0"]);
  for (const name of left) store.put(keyOf(name), undefined);
  expect(onA()).toEqual(["web-0"]);
  expect(store.live.count("Pod", "node", "a")).toBe(1);
});

test("objects are loaded under their own keys, the last of one key counts", () => {
  const store = createStore();
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "default" } };
  const foreign = { apiVersion: "serving.knative.dev/v1", kind: "Service", metadata: { name: "web", namespace: "b" } };
  store.load([pod("web-0", "a"), service, foreign, pod("web-1", "a", "b"), pod("web-0", "b")] as KubeObject[]);
  expect(names(store.live.list("Pod"))).toEqual(["web-1", "web-0"]);
  expect(names(store.live.indexed("Pod", "node", "b"))).toEqual(["web-0"]);
  expect(store.live.kinds()).toEqual(["Pod", "Service", "Service.serving.knative.dev"]);
});

test("objects with their owners in common are under the same keys, those of no owner by their namespaces", () => {
  const store = createStore();
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "u", controller: true }];
  const owned = (name: string): KubeObject => ({
    ...pod(name, "a"),
    metadata: { ...pod(name, "a").metadata, ownerReferences },
  });
  put(
    store,
    owned("web-0"),
    owned("web-1"),
    pod("web-2", "a"),
    pod("web-3", "a"),
    pod("web-4", "a", "b"),
    owned("web-5"),
  );
  const under = (key: string): readonly string[] => names(store.live.indexed("Pod", "controller", key));
  expect(under("u")).toEqual(["web-0", "web-1", "web-5"]);
  expect(under("orphan:default")).toEqual(["web-2", "web-3"]);
  expect(under("orphan:b")).toEqual(["web-4"]);
});

test("a kind has another version once one of its objects is written, in a frozen view once it is thawed", () => {
  const store = createStore();
  put(store, pod("web-0", "a"));
  const before = store.view.version("Pod");
  store.freeze();
  put(store, pod("web-0", "b"), pod("web-1", "a"));
  expect(store.view.version("Pod")).toBe(before);
  expect(store.live.version("Pod")).not.toBe(before);
  store.thaw();
  expect(store.view.version("Pod")).not.toBe(before);
  expect(store.view.version("Node")).toBe(store.live.version("Node"));
});
