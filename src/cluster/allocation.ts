import { invalid, type FieldError } from "../api/field-error.ts";
import type { Service, ServicePort } from "../api/kinds/service/types.ts";
import type { Counters } from "./snapshot.ts";

/** Addresses and ports that the cluster hands out, in order: the same cluster hands out the same ones. */
export interface Allocator {
  podIp(): string;
  /**
   * The Service with the addresses and node ports it lacks, or why it cannot have those it asks for. Itself when it
   * lacks none, and in a dry run, which hands out none and only looks whether node ports are taken. `others`: the
   * Services that hold theirs already; only asked for by one that wants any.
   */
  service(service: Service, others: () => readonly Service[], dryRun: boolean): Service | readonly FieldError[];
  readonly counters: Pick<Counters, "podIps" | "clusterIps" | "nodePorts">;
}

/** 10.244.0.10 and up, through 10.244.0.0/14: room for 262,000 pods before it starts again. */
function podAddress(count: number): string {
  const n = (count + 10) % 0x40000;
  return `10.${244 + (n >> 16)}.${(n >> 8) & 0xff}.${n & 0xff}`;
}

/** 10.96.0.11 and up, through 10.96.0.0/16; .1 and .10 are the API server's and the DNS server's. */
function clusterAddress(count: number): string {
  const n = (count + 11) % 0x10000;
  return `10.96.${n >> 8}.${n & 0xff}`;
}

const FIRST_NODE_PORT = 30000;
const LAST_NODE_PORT = 32767;
const PORT_RANGE = `The range of valid ports is ${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;

function wantsClusterIp({ spec }: Service): boolean {
  return spec.type !== "ExternalName" && spec.clusterIP !== "None";
}

function wantsNodePorts({ spec }: Service): boolean {
  return spec.type === "NodePort" || spec.type === "LoadBalancer";
}

function heldPorts(services: readonly Service[]): ReadonlySet<number> {
  return new Set(services.flatMap(({ spec }) => (spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? [])));
}

/** The first node port that cannot be had. @see pkg/registry/core/service/portallocator/operation.go, `Allocate` (1.36) */
function portError(service: Service, held: ReadonlySet<number>, dryRun: boolean): FieldError | undefined {
  if (!wantsNodePorts(service)) return undefined;
  for (const [index, { nodePort = 0 }] of (service.spec.ports ?? []).entries()) {
    const isOutside = nodePort < FIRST_NODE_PORT || nodePort > LAST_NODE_PORT;
    if (nodePort === 0 || (!held.has(nodePort) && (dryRun || !isOutside))) continue;
    const why = isOutside
      ? `provided port is not in the valid range. ${PORT_RANGE}`
      : "provided port is already allocated";
    return invalid(["spec", "ports", index, "nodePort"], nodePort, why);
  }
  return undefined;
}

/** @see pkg/registry/core/service/ipallocator/cidrallocator.go, `AllocateService` (1.36) */
function addressError({ spec }: Service, others: readonly Service[]): FieldError | undefined {
  const { clusterIP = "" } = spec;
  if (clusterIP === "" || clusterIP === "None") return undefined;
  if (!others.some((other) => other.spec.clusterIP === clusterIP)) return undefined;
  const why = `failed to allocate IP ${clusterIP}: provided IP is already allocated`;
  return invalid(["spec", "clusterIPs"], spec.clusterIPs ?? [clusterIP], why);
}

export function createAllocator(start: Pick<Counters, "podIps" | "clusterIps" | "nodePorts">): Allocator {
  const counters = { podIps: start.podIps, clusterIps: start.clusterIps, nodePorts: start.nodePorts };

  function freeNodePort(held: ReadonlySet<number>): number {
    const count = LAST_NODE_PORT - FIRST_NODE_PORT + 1;
    let port: number;
    do port = FIRST_NODE_PORT + (counters.nodePorts++ % count);
    while (held.has(port) && held.size < count);
    return port;
  }

  function freeAddress(others: readonly Service[]): string {
    const held = new Set(others.map(({ spec }) => spec.clusterIP));
    let address: string;
    do address = clusterAddress(counters.clusterIps++);
    while (held.has(address) && held.size < 0x10000);
    return address;
  }

  function withPorts(service: Service, held: ReadonlySet<number>): readonly ServicePort[] | undefined {
    const { ports } = service.spec;
    if (!wantsNodePorts(service) || ports === undefined) return ports;
    if (ports.every(({ nodePort = 0 }) => nodePort !== 0)) return ports;
    return ports.map((port) => ((port.nodePort ?? 0) === 0 ? { ...port, nodePort: freeNodePort(held) } : port));
  }

  function service(
    object: Service,
    listed: () => readonly Service[],
    dryRun: boolean,
  ): Service | readonly FieldError[] {
    const { clusterIP = "" } = object.spec;
    const isHeadless = clusterIP === "None" || (clusterIP === "" && !wantsClusterIp(object));
    if (isHeadless && !wantsNodePorts(object)) return object;
    const others = listed();
    const held = heldPorts(others);
    const error = (dryRun ? undefined : addressError(object, others)) ?? portError(object, held, dryRun);
    if (error !== undefined) return [error];
    if (dryRun) return object;
    let { spec } = object;
    if (wantsClusterIp(object) && (spec.clusterIP ?? "") === "") {
      const clusterIP = freeAddress(others);
      spec = { ...spec, clusterIP, clusterIPs: [clusterIP] };
    }
    const ports = withPorts(object, held);
    if (ports !== spec.ports && ports !== undefined) spec = { ...spec, ports };
    return spec === object.spec ? object : { ...object, spec };
  }

  return { podIp: () => podAddress(counters.podIps++), service, counters };
}
