import { invalid, type FieldError } from "../../field-error.ts";
import { internalError, type ApiStatus } from "../../status.ts";
import { parseIp } from "../../validation/ip.ts";
import { portsOfChanged, portsOfNew, startPortOperation, type PortOperation, type PortPool } from "./allocate-ports.ts";
import { needsHealthCheckPort, needsNodePorts } from "./carry-over.ts";
import type { ServiceSpec } from "./types.ts";

/** Where Services get their addresses and node ports from. */
export interface ServicePool extends PortPool {
  holdsAddress(address: string): boolean;
  nextAddress(): string;
}

/** The spec with what it lacked, or why it cannot have what it asks for. */
export type Allocation =
  | { readonly ok: true; readonly spec: ServiceSpec }
  | { readonly ok: false; readonly errors: readonly FieldError[] }
  | { readonly ok: false; readonly status: ApiStatus };

const RANGE = "10.96.0.0/16";
/** The address of the range itself, which a dry run shows for any that would be handed out. */
const NETWORK = "10.96.0.0";

/** A cluster that holds nothing, asked for nothing but its answer. */
export const EMPTY_POOL: ServicePool = {
  dryRun: true,
  holdsAddress: () => false,
  holdsPort: () => false,
  nextAddress: () => NETWORK,
  nextPort: () => 0,
};

/** @see pkg/registry/core/service/ipallocator/ipallocator.go, `allocateService`; cidrallocator.go, `getAllocator` (1.36) */
function addressFlaw(address: string, pool: ServicePool): string | undefined {
  const [a, b, c, d] = parseIp(address)?.bytes ?? [];
  const isInside = a === 10 && b === 96;
  const isEdge = (c === 0 && d === 0) || (c === 255 && d === 255);
  if (!isInside && !pool.dryRun) return "the provided network does not match the current range";
  if (!isInside || isEdge)
    return `the provided IP (${address}) is not in the valid range. The range of valid IPs is ${RANGE}`;
  return !pool.dryRun && pool.holdsAddress(address) ? "provided IP is already allocated" : undefined;
}

/** @see pkg/registry/core/service/storage/alloc.go, `allocClusterIPs`, `updateClusterIPs` (1.36) */
function withAddress(spec: ServiceSpec, old: ServiceSpec | undefined, pool: ServicePool): Allocation {
  const { clusterIP = "", clusterIPs = clusterIP === "" ? [] : [clusterIP] } = spec;
  if (spec.type === "ExternalName" || clusterIP === "None") return { ok: true, spec };
  if (clusterIP === "") {
    const address = pool.dryRun ? NETWORK : pool.nextAddress();
    return { ok: true, spec: { ...spec, clusterIP: address, clusterIPs: [address] } };
  }
  const isHeld = old !== undefined && old.type !== "ExternalName" && (old.clusterIP ?? "") !== "";
  const flaw = isHeld ? undefined : addressFlaw(clusterIP, pool);
  if (flaw === undefined) return { ok: true, spec };
  const errors = [invalid(["spec", "clusterIPs"], clusterIPs, `failed to allocate IP ${clusterIP}: ${flaw}`)];
  return { ok: false, errors };
}

const failed = (message: string): Allocation => ({ ok: false, status: { code: 500, reason: "", message } });

function withPorts(spec: ServiceSpec, old: ServiceSpec | undefined, operation: PortOperation): Allocation {
  if (!needsNodePorts(spec) || spec.ports === undefined) return { ok: true, spec };
  const ports = old === undefined ? portsOfNew(spec, operation) : portsOfChanged(spec, old, operation);
  if ("error" in ports) return { ok: false, errors: [ports.error] };
  if ("message" in ports) return failed(ports.message);
  const isSame = ports.every((port, index) => port === spec.ports?.[index]);
  return { ok: true, spec: isSame ? spec : { ...spec, ports } };
}

/** @see pkg/registry/core/service/storage/alloc.go, `allocHealthCheckNodePort`, `updateHealthCheckNodePort` (1.36) */
function withHealthCheckPort(spec: ServiceSpec, old: ServiceSpec | undefined, operation: PortOperation): Allocation {
  if (!needsHealthCheckPort(spec) || (old !== undefined && needsHealthCheckPort(old))) return { ok: true, spec };
  const asked = spec.healthCheckNodePort ?? 0;
  if (asked === 0) return { ok: true, spec: { ...spec, healthCheckNodePort: operation.next() } };
  const why = operation.claim(asked);
  if (why === undefined) return { ok: true, spec };
  const message = `failed to allocate requested HealthCheck NodePort ${asked}: ${why}`;
  return old === undefined ? { ok: false, status: internalError(message) } : failed(message);
}

/**
 * The addresses and node ports of a Service whose IP families are right, before anything else of it is looked at.
 * `old`: what it was before an update.
 * @see pkg/registry/core/service/storage/alloc.go, `allocateCreate`, `allocateUpdate` (1.36)
 */
export function allocated(given: ServiceSpec, old: ServiceSpec | undefined, pool: ServicePool): Allocation {
  const addressed = withAddress(given, old, pool);
  if (!addressed.ok) return addressed;
  const operation = startPortOperation(pool);
  const ported = withPorts(addressed.spec, old, operation);
  return ported.ok ? withHealthCheckPort(ported.spec, old, operation) : ported;
}
