import type { Service, ServicePort } from "../api/kinds/service/types.ts";
import type { Counters } from "./snapshot.ts";

/** Addresses and ports that the cluster hands out, in order: the same cluster hands out the same ones. */
export interface Allocator {
  podIp(): string;
  /** The Service with the addresses and node ports it lacks; itself when it lacks none. */
  service(service: Service): Service;
  readonly counters: Pick<Counters, "podIps" | "clusterIps" | "nodePorts">;
}

/** 10.244.0.10 and up, through 10.244.0.0/14: room for 262,000 pods before it starts again. */
function podAddress(count: number): string {
  const n = (count + 10) % 0x40000;
  return `10.${244 + (n >> 16)}.${(n >> 8) & 0xff}.${n & 0xff}`;
}

/** 10.96.0.11 and up, through 10.96.0.0/12; .1 and .10 are the API server's and the DNS server's. */
function clusterAddress(count: number): string {
  const n = (count + 11) % 0x100000;
  return `10.${96 + (n >> 16)}.${(n >> 8) & 0xff}.${n & 0xff}`;
}

function wantsClusterIp(service: Service): boolean {
  return service.spec.type !== "ExternalName" && service.spec.clusterIP !== "None";
}

function wantsNodePorts(service: Service): boolean {
  return service.spec.type === "NodePort" || service.spec.type === "LoadBalancer";
}

export function createAllocator(start: Pick<Counters, "podIps" | "clusterIps" | "nodePorts">): Allocator {
  const counters = { podIps: start.podIps, clusterIps: start.clusterIps, nodePorts: start.nodePorts };

  function withNodePort(port: ServicePort): ServicePort {
    if (port.nodePort !== undefined && port.nodePort !== 0) return port;
    return { ...port, nodePort: 30000 + (counters.nodePorts++ % 2768) };
  }

  function service(object: Service): Service {
    let spec = object.spec;
    if (wantsClusterIp(object) && (spec.clusterIP ?? "") === "") {
      const clusterIP = clusterAddress(counters.clusterIps++);
      spec = { ...spec, clusterIP, clusterIPs: [clusterIP] };
    }
    if (wantsNodePorts(object)) {
      const ports = (spec.ports ?? []).map(withNodePort);
      if (ports.some((port, index) => port !== spec.ports?.[index])) spec = { ...spec, ports };
    }
    return spec === object.spec ? object : { ...object, spec };
  }

  return { podIp: () => podAddress(counters.podIps++), service, counters };
}
