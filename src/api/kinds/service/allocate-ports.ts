import { invalid, type FieldError } from "../../field-error.ts";
import type { ServicePort, ServiceSpec } from "./types.ts";

/** Where Services get their node ports from. */
export interface PortPool {
  /** Nothing is handed out: what is missing gets a stand-in, and any number will do that nobody holds. */
  readonly dryRun: boolean;
  holdsPort(port: number): boolean;
  /** A port that nobody holds and that is not among those taken. */
  nextPort(taken: ReadonlySet<number>): number;
}

const FIRST_NODE_PORT = 30000;
const LAST_NODE_PORT = 32767;
export const NODE_PORTS = LAST_NODE_PORT - FIRST_NODE_PORT + 1;
const ALLOCATED = "provided port is already allocated";
const OUTSIDE = `provided port is not in the valid range. The range of valid ports is ${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;

/** The node port of that number from the first of the range; numbers beyond the range start again. */
export const nodePortAt = (count: number): number => FIRST_NODE_PORT + (count % NODE_PORTS);

/** What one request takes from a pool. @see pkg/registry/core/service/portallocator/operation.go (1.36) */
export interface PortOperation {
  /** Takes that port, or says why it cannot be had. */
  claim(port: number): string | undefined;
  next(): number;
}

export function startPortOperation(pool: PortPool): PortOperation {
  const taken = new Set<number>();
  const take = (port: number): number => {
    taken.add(port);
    return port;
  };
  return {
    claim: (port) => {
      if (!pool.dryRun && (port < FIRST_NODE_PORT || port > LAST_NODE_PORT)) return OUTSIDE;
      if (taken.has(port) || pool.holdsPort(port)) return ALLOCATED;
      take(port);
      return undefined;
    },
    next: () =>
      take(pool.dryRun ? Math.max(...(taken.size === 0 ? [LAST_NODE_PORT + 1] : taken)) + 1 : pool.nextPort(taken)),
  };
}

/** The ports with their node ports, why one cannot be had, or a message that names no field. */
export type Ports = readonly ServicePort[] | { readonly error: FieldError } | { readonly message: string };

/** Balancers that do without node ports still get those that they name. */
function givesPorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === "NodePort" || allocateLoadBalancerNodePorts !== false;
}

function refused(index: number, nodePort: number, why: string): { readonly error: FieldError } {
  return { error: invalid(["spec", "ports", index, "nodePort"], nodePort, why) };
}

const nodePortOf = ({ nodePort }: ServicePort): number => nodePort ?? 0;

/** The first node port that a port of that number asks for, 0 if none does. */
function askedFor(ports: readonly ServicePort[], number: number): number {
  const asking = ports.find((port) => port.port === number && nodePortOf(port) !== 0);
  return asking === undefined ? 0 : nodePortOf(asking);
}

/**
 * Node ports for a new Service. Ports of one number, of different protocols, share theirs.
 * @see pkg/registry/core/service/storage/alloc.go, `initNodePorts` (1.36)
 */
export function portsOfNew(spec: ServiceSpec, operation: PortOperation): Ports {
  const ports = spec.ports ?? [];
  const byNumber = new Map<number, number>();
  const result: ServicePort[] = [];
  for (const [index, port] of ports.entries()) {
    const own = nodePortOf(port);
    if (own === 0 && !givesPorts(spec)) {
      result.push(port);
      continue;
    }
    const known = byNumber.get(port.port);
    const asked = known === undefined ? askedFor(ports, port.port) : own === known ? 0 : own;
    const why = asked === 0 ? undefined : operation.claim(asked);
    if (why !== undefined) return refused(index, asked, why);
    const nodePort = known === undefined ? asked || operation.next() : own || known;
    if (known === undefined) byNumber.set(port.port, nodePort);
    result.push(own === nodePort ? port : { ...port, nodePort });
  }
  return result;
}

/**
 * Node ports for a changed Service, which keeps those it had.
 * @see pkg/registry/core/service/storage/alloc.go, `updateNodePorts` (1.36)
 */
export function portsOfChanged(spec: ServiceSpec, old: ServiceSpec, operation: PortOperation): Ports {
  const mine = new Set((old.ports ?? []).map(nodePortOf));
  const seen = new Set<string>();
  const result: ServicePort[] = [];
  for (const [index, port] of (spec.ports ?? []).entries()) {
    const own = nodePortOf(port);
    if (own === 0 && !givesPorts(spec)) {
      result.push(port);
      continue;
    }
    const why = own === 0 || mine.has(own) ? undefined : operation.claim(own);
    if (why !== undefined) return refused(index, own, why);
    const nodePort = own || operation.next();
    if (own !== 0) mine.add(own);
    const identity = `{${port.protocol ?? "TCP"} ${nodePort}}`;
    if (seen.has(identity)) return { message: `duplicate nodePort: ${identity}` };
    seen.add(identity);
    result.push(own === nodePort ? port : { ...port, nodePort });
  }
  return result;
}
