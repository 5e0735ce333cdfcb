import { describe, expect, test } from "vitest";
import { fieldErrorText } from "../../src/api/field-error.ts";
import type { Service, ServiceSpec } from "../../src/api/kinds/service/types.ts";
import type { KubeObject } from "../../src/api/object.ts";
import type { Answer } from "../../src/api/status.ts";
import { createAllocator } from "../../src/cluster/allocation.ts";
import { server } from "./client/kubectl.ts";

const HELD = "provided port is already allocated";
const OUTSIDE = "provided port is not in the valid range. The range of valid ports is 30000-32767";

function serviceOf(spec: ServiceSpec): Service {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "default" }, spec };
}

function asking(...nodePorts: readonly number[]): ServiceSpec {
  const ports = nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: index + 1, nodePort }));
  return { type: "NodePort", ports };
}

interface Case {
  readonly old?: ServiceSpec;
  readonly others?: readonly ServiceSpec[];
  readonly dryRun?: boolean;
}

/** What comes of it: the spec, or the words of the refusal. */
function answer(spec: ServiceSpec, { old, others = [], dryRun = false }: Case = {}): ServiceSpec | readonly string[] {
  const allocator = createAllocator({ podIps: 0, clusterIps: 0, nodePorts: 0 });
  const result = allocator.service({ spec, old, others: () => others.map(serviceOf), dryRun });
  if (result.ok) return result.spec;
  return "errors" in result ? result.errors.map(fieldErrorText) : [`${result.status.code} ${result.status.message}`];
}

const nodePorts = (result: ServiceSpec | readonly string[]): readonly unknown[] =>
  "ports" in result ? (result.ports ?? []).map(({ nodePort }) => nodePort) : [result];

const ip = (clusterIP: string): ServiceSpec => ({ type: "ClusterIP", clusterIP, ports: [{ port: 80 }] });
const address = (asked: string, why: string): readonly string[] => [
  `spec.clusterIPs: Invalid value: ["${asked}"]: failed to allocate IP ${asked}: ${why}`,
];

describe("a Service that asks for", () => {
  test("node ports hears of the first that it cannot have", () => {
    expect(answer(asking(30001, 30002, 80), { others: [asking(30002)] })).toEqual([
      `spec.ports[1].nodePort: Invalid value: 30002: ${HELD}`,
    ]);
    expect(answer(asking(80, 30002), { others: [asking(30002)] })).toEqual([
      `spec.ports[0].nodePort: Invalid value: 80: ${OUTSIDE}`,
    ]);
  });

  test("one node port for ports of different numbers is refused", () => {
    expect(answer(asking(30001, 30001))).toEqual([`spec.ports[1].nodePort: Invalid value: 30001: ${HELD}`]);
  });

  test("the port of a health check that another has is refused", () => {
    const other = { type: "LoadBalancer", externalTrafficPolicy: "Local", healthCheckNodePort: 30002 } as const;
    expect(answer(asking(30002), { others: [other] })).toEqual([
      `spec.ports[0].nodePort: Invalid value: 30002: ${HELD}`,
    ]);
  });

  test("an address that is taken hears of nothing else", () => {
    const spec = { ...asking(80), clusterIP: "10.96.0.20" };
    const taken = address("10.96.0.20", "provided IP is already allocated");
    expect(answer(spec, { others: [{ clusterIP: "10.96.0.20" }] })).toEqual(taken);
  });

  test.each([
    ["10.96.0.0", "the provided IP (10.96.0.0) is not in the valid range. The range of valid IPs is 10.96.0.0/16"],
    ["10.97.0.1", "the provided network does not match the current range"],
  ])("the address %s is refused: %s", (asked, why) => {
    expect(answer(ip(asked))).toEqual(address(asked, why));
  });

  test("anything in a dry run hears of taken node ports and of the range only", () => {
    const spec = { ...asking(80, 30002), clusterIP: "10.96.0.20" };
    expect(answer(spec, { others: [{ clusterIP: "10.96.0.20" }], dryRun: true })).toEqual(spec);
    expect(answer(spec, { others: [asking(30002)], dryRun: true })).toEqual([
      `spec.ports[1].nodePort: Invalid value: 30002: ${HELD}`,
    ]);
    const why = "the provided IP (10.97.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/16";
    expect(answer(ip("10.97.0.1"), { dryRun: true })).toEqual(address("10.97.0.1", why));
  });
});

/** @see pkg/registry/core/service/storage/alloc.go, `initNodePorts`, `allocHealthCheckNodePort` (1.36) */
describe("a Service gets", () => {
  const twice: ServiceSpec["ports"] = [
    { name: "tcp", port: 53, protocol: "TCP" },
    { name: "udp", port: 53, protocol: "UDP" },
  ];

  test("one node port for ports of one number, or the one that any of them asks for", () => {
    expect(nodePorts(answer({ type: "NodePort", ports: twice }))).toEqual([30000, 30000]);
    const last = twice.map((port, index) => (index === 1 ? { ...port, nodePort: 31000 } : port));
    expect(nodePorts(answer({ type: "NodePort", ports: last }))).toEqual([31000, 31000]);
  });

  test("no node ports for a balancer that does without, but those it names", () => {
    const ports = [
      { name: "a", port: 1 },
      { name: "b", port: 2, nodePort: 31000 },
    ];
    const spec: ServiceSpec = { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, ports };
    expect(nodePorts(answer(spec))).toEqual([undefined, 31000]);
  });

  test("a port for health checks where only local endpoints are to serve", () => {
    const spec: ServiceSpec = { type: "LoadBalancer", externalTrafficPolicy: "Local", ports: [{ port: 80 }] };
    expect(answer(spec)).toMatchObject({ ports: [{ nodePort: 30000 }], healthCheckNodePort: 30001 });
    const why = "failed to allocate requested HealthCheck NodePort";
    expect(answer({ ...spec, healthCheckNodePort: 100 })).toEqual([
      `500 Internal error occurred: ${why} 100: ${OUTSIDE}`,
    ]);
    const old: ServiceSpec = { ...ip("10.96.0.9"), type: "LoadBalancer" };
    expect(answer({ ...spec, clusterIP: "10.96.0.9", healthCheckNodePort: 100 }, { old })).toEqual([
      `500 ${why} 100: ${OUTSIDE}`,
    ]);
  });

  test("stand-ins in a dry run", () => {
    const spec: ServiceSpec = { type: "LoadBalancer", externalTrafficPolicy: "Local", ports: [{ port: 80 }] };
    expect(answer(spec, { dryRun: true })).toMatchObject({
      clusterIP: "10.96.0.0",
      clusterIPs: ["10.96.0.0"],
      ports: [{ nodePort: 32769 }],
      healthCheckNodePort: 32770,
    });
    expect(nodePorts(answer(asking(31000, 0), { dryRun: true }))).toEqual([31000, 31001]);
  });
});

/** @see pkg/registry/core/service/storage/alloc.go, `updateNodePorts` (1.36) */
describe("a changed Service", () => {
  const old = { ...asking(30001), clusterIP: "10.96.0.20" };
  const changed = (...ports: readonly number[]): ServiceSpec => ({ ...asking(...ports), clusterIP: "10.96.0.20" });

  test("keeps its ports and gets those it lacks", () => {
    expect(nodePorts(answer(changed(30001, 0), { old }))).toEqual([30001, 30000]);
  });

  test("may not have one port twice with one protocol", () => {
    expect(answer(changed(30005, 30005), { old })).toEqual(["500 duplicate nodePort: {TCP 30005}"]);
    expect(answer(changed(30001, 30001), { old })).toEqual(["500 duplicate nodePort: {TCP 30001}"]);
  });

  test("that gets node ports is refused those of others", () => {
    expect(answer(changed(30007), { old, others: [asking(30007)] })).toEqual([
      `spec.ports[0].nodePort: Invalid value: 30007: ${HELD}`,
    ]);
  });
});

describe("the server", () => {
  const refusal = (given: Answer): string => (given.ok ? "" : given.status.message);
  const service = (spec: object, name = "web"): object => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec,
  });

  test("answers what cannot be allocated before anything else", () => {
    const spec = { type: "NodePort", ports: [{ port: 80, nodePort: 80, name: "NO" }] };
    expect(refusal(server().create(service(spec), "default"))).toBe(
      `Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 80: ${OUTSIDE}`,
    );
  });

  test("misses the port of a Service that is there already", () => {
    const cluster = server();
    const web = service({ type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] });
    expect(cluster.create(web, "default").ok).toBe(true);
    expect(refusal(cluster.create(web, "default"))).toBe(
      `Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080: ${HELD}`,
    );
  });

  test("hands out nothing to a Service that it refuses", () => {
    const cluster = server();
    expect(cluster.create(service({ ports: [{ port: 0 }] }), "default").ok).toBe(false);
    const answer = cluster.create(service({ ports: [{ port: 1 }] }), "default");
    expect(answer).toMatchObject({ ok: true, object: { spec: { clusterIP: "10.96.0.11" } } });
  });
});

describe("a pod's address", () => {
  test.each([
    ["10.244.0.10", "10.244.0.11"],
    ["10.244.2.255", "10.244.3.0"],
    ["10.245.0.0", "10.245.0.1"],
    ["10.244.0.9", "10.244.0.10"],
    ["10.243.0.10", "10.244.0.10"],
    ["192.168.0.10", "10.244.0.10"],
    ["fd00::1", "10.244.0.10"],
    ["", "10.244.0.10"],
  ])("is none that a pod has already: %s", (held, next) => {
    const allocator = createAllocator({ podIps: 0, clusterIps: 0, nodePorts: 0 });
    allocator.passPodIp(held);
    expect(allocator.podIp()).toBe(next);
  });

  test("is not that of an imported one", () => {
    const cluster = server();
    const spec = { nodeName: "node-1", containers: [{ name: "c", image: "a:1" }] };
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "default", uid: "a" }, spec };
    cluster.restore([{ ...pod, status: { podIP: "10.244.0.10" } } as KubeObject]);
    expect(cluster.writer("kubelet").allocatePodIp()).toBe("10.244.0.11");
  });
});
