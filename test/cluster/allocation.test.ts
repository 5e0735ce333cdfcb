import { describe, expect, test } from "vitest";
import { fieldErrorText } from "../../src/api/field-error.ts";
import type { Service, ServiceSpec } from "../../src/api/kinds/service/types.ts";
import { createAllocator } from "../../src/cluster/allocation.ts";

const HELD = "provided port is already allocated";
const OUTSIDE = "provided port is not in the valid range. The range of valid ports is 30000-32767";

function serviceOf(spec: ServiceSpec): Service {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "default" }, spec };
}

function asking(...nodePorts: readonly number[]): ServiceSpec {
  const ports = nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: index + 1, nodePort }));
  return { type: "NodePort", ports };
}

function refusals(spec: ServiceSpec, others: readonly ServiceSpec[], dryRun: boolean): readonly string[] {
  const allocator = createAllocator({ podIps: 0, clusterIps: 0, nodePorts: 0 });
  const answer = allocator.service(serviceOf(spec), () => others.map(serviceOf), dryRun);
  return "spec" in answer ? [] : answer.map(fieldErrorText);
}

describe("a Service that asks for", () => {
  test("node ports hears of the first that it cannot have", () => {
    expect(refusals(asking(30001, 30002, 80), [asking(30002)], false)).toEqual([
      `spec.ports[1].nodePort: Invalid value: 30002: ${HELD}`,
    ]);
    expect(refusals(asking(80, 30002), [asking(30002)], false)).toEqual([
      `spec.ports[0].nodePort: Invalid value: 80: ${OUTSIDE}`,
    ]);
  });

  test("one node port for two of its ports may have it", () => {
    expect(refusals(asking(30001, 30001), [], false)).toEqual([]);
  });

  test("an address that is taken hears of nothing else", () => {
    const spec = { ...asking(80), clusterIP: "10.96.0.20" };
    expect(refusals(spec, [{ clusterIP: "10.96.0.20" }], false)).toEqual([
      'spec.clusterIPs: Invalid value: ["10.96.0.20"]: failed to allocate IP 10.96.0.20: provided IP is already allocated',
    ]);
  });

  test("anything in a dry run hears of taken node ports only", () => {
    const spec = { ...asking(80, 30002), clusterIP: "10.96.0.20" };
    expect(refusals(spec, [{ clusterIP: "10.96.0.20" }], true)).toEqual([]);
    expect(refusals(spec, [asking(30002)], true)).toEqual([`spec.ports[1].nodePort: Invalid value: 30002: ${HELD}`]);
  });

  test("nothing gets nothing in a dry run", () => {
    const allocator = createAllocator({ podIps: 0, clusterIps: 0, nodePorts: 0 });
    const service = serviceOf(asking(0));
    expect(allocator.service(service, () => [], true)).toBe(service);
  });
});
