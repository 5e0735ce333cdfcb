import { isSidecar, type Pod } from "../pod/types.ts";
import type { ServicePort } from "./types.ts";

/**
 * The port of a pod that a Service's port leads to; undefined if the pod has none of that name.
 * @see pkg/api/v1/pod/util.go, `FindPort` (1.36)
 */
export function targetPortOf(
  pod: Pod,
  { port, targetPort: target, protocol = "TCP" }: ServicePort,
): number | undefined {
  if (target === undefined) return port;
  if (typeof target === "number") return target === 0 ? port : target;
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar);
  const ports = [...pod.spec.containers, ...sidecars].flatMap((container) => container.ports ?? []);
  return ports.find((one) => one.name === target && (one.protocol ?? "TCP") === protocol)?.containerPort;
}
