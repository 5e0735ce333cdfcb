import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/api/status.ts";
import { server } from "./client/kubectl.ts";

type Server = ReturnType<typeof server>;

const made = (apiVersion: string, kind: string, name: string, rest: object): object => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});
const container = (resources: object, name = "c"): object => ({ name, image: "nginx:1", resources });
const pod = (name: string, resources: object = {}, spec: object = {}): object =>
  made("v1", "Pod", name, { spec: { containers: [container(resources)], ...spec } });
const claim = (name: string, storage: string, spec: object = {}): object =>
  made("v1", "PersistentVolumeClaim", name, {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, storageClassName: "fast", ...spec },
  });
const service = (name: string, spec: object): object => made("v1", "Service", name, { spec });
const PORTS = [{ port: 80, name: "a" }];
const config = (name: string): object => made("v1", "ConfigMap", name, { data: {} });

/** A server whose default namespace has a quota. */
function limited(spec: object): Server {
  const cluster = server();
  const answer = cluster.create(made("v1", "ResourceQuota", "q", { spec }), "default");
  if (!answer.ok) throw new Error(answer.status.message);
  return cluster;
}

function refusal(answer: Answer): string {
  return answer.ok ? "" : `${answer.status.code} ${answer.status.message.replace(/^.* is forbidden: /, "")}`;
}

/** What is said of the last of these objects; the others are accepted. */
function lastOf(cluster: Server, objects: readonly object[]): string {
  const answers = objects.map((object) => refusal(cluster.create(object, "default")));
  expect(answers.slice(0, -1).filter((answer) => answer !== "")).toEqual([]);
  return answers.at(-1) ?? "";
}

const asks = (cpu: string): object => ({ requests: { cpu } });

/** @see staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go, `CheckRequest` (1.36) */
describe("of objects that are made one after the other, the quota", () => {
  test.each([
    [{ pods: "2" }, [pod("a"), pod("b")], ""],
    [{ pods: "1" }, [pod("a"), pod("b")], "exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1"],
    [
      { "count/pods": "0" },
      [pod("a")],
      "exceeded quota: q, requested: count/pods=1, used: count/pods=0, limited: count/pods=0",
    ],
    [
      { cpu: "1", "requests.cpu": "2" },
      [pod("a", asks("700m")), pod("b", asks("500m"))],
      "exceeded quota: q, requested: cpu=500m, used: cpu=700m, limited: cpu=1",
    ],
    [
      { "limits.memory": "3Gi", pods: "1" },
      [pod("a", { limits: { memory: "2Gi" } }), pod("b", { limits: { memory: "2Gi" } })],
      "exceeded quota: q, requested: limits.memory=2Gi,pods=1, used: limits.memory=2Gi,pods=1, limited: limits.memory=3Gi,pods=1",
    ],
    [
      { "requests.a.b/gpu": "1" },
      [pod("a", { limits: { "a.b/gpu": "2" } })],
      "exceeded quota: q, requested: requests.a.b/gpu=2, used: requests.a.b/gpu=0, limited: requests.a.b/gpu=1",
    ],
    [{ cpu: "1", memory: "1Gi" }, [pod("a", asks("1"))], "failed quota: q: must specify memory for: c"],
    [
      { "requests.storage": "3Gi" },
      [claim("a", "2Gi"), claim("b", "2Gi")],
      "exceeded quota: q, requested: requests.storage=2Gi, used: requests.storage=2Gi, limited: requests.storage=3Gi",
    ],
    [
      { "slow.storageclass.storage.k8s.io/persistentvolumeclaims": "0", persistentvolumeclaims: "1" },
      [claim("a", "2Gi"), claim("b", "2Gi")],
      "exceeded quota: q, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1",
    ],
    [
      { "fast.storageclass.storage.k8s.io/requests.storage": "1Gi" },
      [claim("a", "2Gi")],
      "exceeded quota: q, requested: fast.storageclass.storage.k8s.io/requests.storage=2Gi, used: fast.storageclass.storage.k8s.io/requests.storage=0, limited: fast.storageclass.storage.k8s.io/requests.storage=1Gi",
    ],
    [
      { "services.nodeports": "1" },
      [service("a", { ports: PORTS }), service("b", { type: "NodePort", ports: [...PORTS, { port: 81, name: "b" }] })],
      "exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1",
    ],
    [
      { "services.loadbalancers": "1", "services.nodeports": "0" },
      [service("a", { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, ports: PORTS })],
      "",
    ],
    [
      { configmaps: "1" },
      [config("a"), config("b")],
      "exceeded quota: q, requested: configmaps=1, used: configmaps=1, limited: configmaps=1",
    ],
    [
      { "count/ingresses.networking.k8s.io": "0", "count/configmaps": "0" },
      [made("networking.k8s.io/v1", "Ingress", "a", { spec: { rules: [{ host: "a.b" }] } })],
      "exceeded quota: q, requested: count/ingresses.networking.k8s.io=1, used: count/ingresses.networking.k8s.io=0, limited: count/ingresses.networking.k8s.io=0",
    ],
  ])("of %j, of %j, says: %s", (hard, objects, expected) => {
    expect(lastOf(limited({ hard }), objects)).toBe(expected === "" ? "" : `403 ${expected}`);
  });

  test("does not count what is in other namespaces, nor pods that have come to their end", () => {
    const cluster = limited({ hard: { pods: "1" } });
    expect(refusal(cluster.create(pod("a"), "other"))).toBe("");
    const answer = cluster.create(pod("a"), "default");
    if (!answer.ok) throw new Error(answer.status.message);
    cluster.restore([{ ...answer.object, status: { phase: "Succeeded" } } as typeof answer.object]);
    expect(refusal(cluster.create(pod("b"), "default"))).toBe("");
  });
});

/** @see pkg/quota/v1/evaluator/core/pods.go, `podMatchesScopeFunc` (1.36) */
describe("a quota for no pods", () => {
  const isRefused = (spec: object, object: object): boolean => {
    const answer = refusal(limited({ hard: { pods: "0" }, ...spec }).create(object, "default"));
    expect(answer === "" || answer.includes("exceeded quota: q, requested: pods=1")).toBe(true);
    return answer !== "";
  };
  const near = (term: object): object => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "a", ...term }] } },
  });

  test.each([
    ["Terminating", pod("a", {}, { activeDeadlineSeconds: 5 }), pod("a")],
    ["NotTerminating", pod("a"), pod("a", {}, { activeDeadlineSeconds: 5 })],
    ["BestEffort", pod("a"), pod("a", asks("1"))],
    ["NotBestEffort", pod("a", asks("1")), pod("a")],
    ["PriorityClass", pod("a", {}, { priorityClassName: "system-node-critical" }), pod("a")],
    [
      "CrossNamespacePodAffinity",
      pod("a", {}, near({ namespaces: ["b"] })),
      pod("a", {}, near({ labelSelector: { matchLabels: { a: "b" } } })),
    ],
  ])("of the scope %s refuses %j, not %j", (scope, inside, outside) => {
    expect([inside, outside].map((object) => isRefused({ scopes: [scope] }, object))).toEqual([true, false]);
  });

  test.each([
    ["In", ["system-node-critical"], [true, false]],
    ["NotIn", ["system-node-critical"], [false, true]],
    ["Exists", undefined, [true, false]],
    ["DoesNotExist", undefined, [false, true]],
  ])("of classes of priority %s %j", (operator, values, expected) => {
    const matchExpressions = [{ scopeName: "PriorityClass", operator, ...(values === undefined ? {} : { values }) }];
    const pods = [pod("a", {}, { priorityClassName: "system-node-critical" }), pod("a")];
    expect(pods.map((object) => isRefused({ scopeSelector: { matchExpressions } }, object))).toEqual(expected);
  });
});

test("a quota of a class of attributes is about claims of that class", () => {
  const scopeSelector = {
    matchExpressions: [{ scopeName: "VolumeAttributesClass", operator: "In", values: ["gold"] }],
  };
  const cluster = limited({ hard: { persistentvolumeclaims: "0" }, scopeSelector });
  expect(refusal(cluster.create(claim("a", "1Gi"), "default"))).toBe("");
  expect(refusal(cluster.create(claim("b", "1Gi", { volumeAttributesClassName: "gold" }), "default"))).toMatch(
    /^403 exceeded quota: q, requested: persistentvolumeclaims=1/,
  );
});

test("a change is refused for what it takes in addition", () => {
  const cluster = limited({ hard: { "services.nodeports": "1", services: "1" } });
  const change = (spec: object): string =>
    refusal(cluster.update({ kind: "Service", namespace: "default", name: "a" }, service("a", spec)));
  expect(refusal(cluster.create(service("a", { ports: PORTS }), "default"))).toBe("");
  expect(change({ ports: [...PORTS, { port: 81, name: "b" }] })).toBe("");
  expect(change({ type: "NodePort", ports: [...PORTS, { port: 81, name: "b" }] })).toBe(
    "403 exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1",
  );
  expect(change({ type: "NodePort", ports: PORTS })).toBe("");
});
