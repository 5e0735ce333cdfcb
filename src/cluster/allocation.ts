import { allocated, type Allocation, type ServicePool } from "../api/kinds/service/allocate.ts";
import { nodePortAt, NODE_PORTS } from "../api/kinds/service/allocate-ports.ts";
import type { Service, ServiceSpec } from "../api/kinds/service/types.ts";
import type { Counters } from "./snapshot.ts";

type Handed = Pick<Counters, "podIps" | "clusterIps" | "nodePorts">;

/** Addresses and ports that the cluster hands out, in order: the same cluster hands out the same ones. */
export interface Allocator {
  podIp(): string;
  /** An address that a pod has already: what is handed out goes on behind it. */
  passPodIp(address: string): void;
  /**
   * The spec of a Service with the addresses and node ports it lacks, or why it cannot have those it asks for. `old`:
   * what it was before an update; `others`: the Services that hold theirs already. Nothing is handed out until `keep`.
   */
  service(request: ServiceRequest): Allocation & { readonly keep: () => void };
  readonly counters: Handed;
}

export interface ServiceRequest {
  readonly spec: ServiceSpec;
  readonly old: ServiceSpec | undefined;
  readonly others: () => readonly Service[];
  readonly dryRun: boolean;
}

/** 10.244.0.10 and up, through 10.244.0.0/14: room for 262,000 pods before it starts again. */
function podAddress(count: number): string {
  const n = (count + 10) % 0x40000;
  return `10.${244 + (n >> 16)}.${(n >> 8) & 0xff}.${n & 0xff}`;
}

/** The count at which an address is handed out; -1 for any other. */
function podAddressCount(address: string): number {
  const [first, second = 0, third = 0, fourth = 0] = address.split(".").map(Number);
  const n = ((second - 244) << 16) | (third << 8) | fourth;
  return first === 10 && second >= 244 && n >= 10 && n < 0x40000 ? n - 10 : -1;
}

/** 10.96.0.11 and up, through 10.96.0.0/16 without its last; .1 and .10 are the API server's and the DNS server's. */
function clusterAddress(count: number): string {
  const n = ((count + 10) % 0xfffe) + 1;
  return `10.96.${n >> 8}.${n & 0xff}`;
}

function heldAddresses(services: readonly Service[]): ReadonlySet<string> {
  return new Set(services.map(({ spec: { clusterIP = "" } }) => clusterIP));
}

function heldPorts(services: readonly Service[]): ReadonlySet<number> {
  return new Set(
    services.flatMap(({ spec }) => [
      ...(spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []),
      ...(spec.healthCheckNodePort === undefined ? [] : [spec.healthCheckNodePort]),
    ]),
  );
}

/** What is held is looked up when it is first asked for. `counters`: moved on by what is handed out. */
function poolOf({ others, dryRun }: ServiceRequest, counters: { clusterIps: number; nodePorts: number }): ServicePool {
  let addresses: ReadonlySet<string> | undefined;
  let ports: ReadonlySet<number> | undefined;
  const holdsAddress = (address: string): boolean => (addresses ??= heldAddresses(others())).has(address);
  const holdsPort = (port: number): boolean => (ports ??= heldPorts(others())).has(port);
  return {
    dryRun,
    holdsAddress,
    holdsPort,
    nextAddress: () => {
      let address: string;
      let tries = 0;
      do address = clusterAddress(counters.clusterIps++);
      while (holdsAddress(address) && ++tries < 0xfffe);
      return address;
    },
    nextPort: (taken) => {
      let port: number;
      let tries = 0;
      do port = nodePortAt(counters.nodePorts++);
      while ((holdsPort(port) || taken.has(port)) && ++tries < NODE_PORTS);
      return port;
    },
  };
}

export function createAllocator(start: Handed): Allocator {
  const counters = { podIps: start.podIps, clusterIps: start.clusterIps, nodePorts: start.nodePorts };

  function service(request: ServiceRequest): Allocation & { readonly keep: () => void } {
    const moved = { clusterIps: counters.clusterIps, nodePorts: counters.nodePorts };
    const allocation = allocated(request.spec, request.old, poolOf(request, moved));
    return { ...allocation, keep: () => void Object.assign(counters, request.dryRun ? {} : moved) };
  }

  return {
    podIp: () => podAddress(counters.podIps++),
    passPodIp: (address) => void (counters.podIps = Math.max(counters.podIps, podAddressCount(address) + 1)),
    service,
    counters,
  };
}
