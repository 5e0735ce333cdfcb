import { sameJson } from "../../../base/json.ts";
import { mapped, replaced, rewritten, without } from "../../defaulting.ts";
import type { ServicePort, ServiceSpec } from "./types.ts";

function needsClusterIp({ type }: ServiceSpec): boolean {
  return type !== "ExternalName";
}

export function needsNodePorts({ type }: ServiceSpec): boolean {
  return type === "NodePort" || type === "LoadBalancer";
}

export function needsHealthCheckPort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === "LoadBalancer" && externalTrafficPolicy === "Local";
}

function clusterIpKept(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (!needsClusterIp(old) || !needsClusterIp(spec)) return spec;
  let result = spec;
  if ((spec.clusterIP ?? "") === "" && old.clusterIP !== undefined) {
    result = replaced(result, "clusterIP", old.clusterIP);
  }
  const hasNoList = (result.clusterIPs ?? []).length === 0;
  if (hasNoList && result.clusterIP === old.clusterIP && old.clusterIPs !== undefined) {
    result = replaced(result, "clusterIPs", old.clusterIPs);
  }
  return result;
}

/** Ports are told apart by name. A node port that another port asks for is not taken again. */
function nodePortsKept(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (!needsNodePorts(old) || !needsNodePorts(spec)) return spec;
  const byName = new Map((old.ports ?? []).map((port) => [port.name ?? "", port.nodePort ?? 0]));
  const used = new Set((spec.ports ?? []).map((port) => port.nodePort ?? 0));
  const keep = (port: ServicePort): ServicePort => {
    const before = byName.get(port.name ?? "") ?? 0;
    if ((port.nodePort ?? 0) !== 0 || before === 0 || used.has(before)) return port;
    used.add(before);
    return { ...port, nodePort: before };
  };
  return rewritten(spec, "ports", (ports) => mapped(ports, keep));
}

function healthCheckPortKept(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (!needsHealthCheckPort(old) || !needsHealthCheckPort(spec)) return spec;
  if ((spec.healthCheckNodePort ?? 0) !== 0 || old.healthCheckNodePort === undefined) return spec;
  return replaced(spec, "healthCheckNodePort", old.healthCheckNodePort);
}

/**
 * What the server allocated before and the client leaves out.
 * @see pkg/registry/core/service/storage/storage.go, `patchAllocatedValues` (1.36)
 */
export function withAllocated(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  return healthCheckPortKept(nodePortsKept(clusterIpKept(spec, old), old), old);
}

/**
 * The list of addresses brought in line with the single one, for clients that know only the latter.
 * @see pkg/registry/core/service/storage/storage.go, `normalizeClusterIPs` (1.36)
 */
export function withClusterIps(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  const single = spec.clusterIP ?? "";
  const list = spec.clusterIPs ?? [];
  if (old === undefined) return single !== "" && list.length === 0 ? { ...spec, clusterIPs: [single] } : spec;
  const before = old.clusterIPs ?? [];
  if (before.length > 0 && list.length === 0 && single === (old.clusterIP ?? ""))
    return { ...spec, clusterIPs: before };
  if (single === (old.clusterIP ?? "") || !sameJson(list, before)) return spec;
  return single === "" ? without(spec, "clusterIPs") : { ...spec, clusterIPs: [single] };
}

const sameMember = (name: keyof ServiceSpec, spec: ServiceSpec, old: ServiceSpec): boolean =>
  sameJson(spec[name], old[name]);

function withoutUnchanged(spec: ServiceSpec, old: ServiceSpec, names: readonly (keyof ServiceSpec)[]): ServiceSpec {
  return names.reduce((result, name) => (sameMember(name, spec, old) ? without(result, name) : result), spec);
}

function nodePortsOf({ ports }: ServiceSpec): readonly number[] {
  return (ports ?? []).map((port) => port.nodePort ?? 0).filter((port) => port !== 0);
}

function portsWithoutNodePorts(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const before = new Set(nodePortsOf(old));
  if (!nodePortsOf(spec).every((port) => before.has(port))) return spec;
  return rewritten(spec, "ports", (ports) => mapped(ports, (port) => without(port, "nodePort")));
}

function isReachableFromOutside(spec: ServiceSpec): boolean {
  return needsNodePorts(spec) || (spec.externalIPs ?? []).length > 0;
}

/**
 * The spec without what its new type cannot have, where the client only repeats what was stored.
 * @see pkg/registry/core/service/strategy.go, `dropTypeDependentFields` (1.36)
 */
export function withoutTypeDependent(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let result = spec;
  const loses = (needs: (spec: ServiceSpec) => boolean): boolean => needs(old) && !needs(spec);
  if (loses(needsClusterIp)) {
    result = sameMember("clusterIP", spec, old) ? withoutUnchanged(result, old, ["clusterIP", "clusterIPs"]) : result;
    result = withoutUnchanged(result, old, ["ipFamilies", "ipFamilyPolicy"]);
  }
  if (loses(needsNodePorts)) result = portsWithoutNodePorts(result, old);
  if (loses(needsHealthCheckPort)) result = withoutUnchanged(result, old, ["healthCheckNodePort"]);
  if (loses(({ type }) => type === "LoadBalancer")) {
    result = withoutUnchanged(result, old, ["allocateLoadBalancerNodePorts", "loadBalancerClass"]);
  }
  if (loses(isReachableFromOutside)) result = withoutUnchanged(result, old, ["externalTrafficPolicy"]);
  if (loses(needsClusterIp)) result = withoutUnchanged(result, old, ["internalTrafficPolicy"]);
  return result;
}
