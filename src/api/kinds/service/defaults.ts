import { filled, mapped, replaced, rewritten, without } from "../../defaulting.ts";
import type { Service, ServicePort, ServiceSpec } from "./types.ts";

/** Three hours. */
const AFFINITY_SECONDS = 10800;

function affinityDefaults(spec: ServiceSpec): ServiceSpec {
  const typed = filled(spec, { sessionAffinity: "None" });
  if (typed.sessionAffinity === "None") return without(typed, "sessionAffinityConfig");
  if (typed.sessionAffinity !== "ClientIP") return typed;
  if (typed.sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined) return typed;
  return { ...typed, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
}

function portDefaults(port: ServicePort): ServicePort {
  const typed = filled(port, { protocol: "TCP" });
  const { targetPort } = typed;
  const isUnset = targetPort === undefined || targetPort === 0 || targetPort === "";
  return isUnset ? { ...typed, targetPort: typed.port } : typed;
}

/** @see pkg/api/v1/service/util.go, `ExternallyAccessible` (1.36) */
function isReachableFromOutside({ type, externalIPs }: ServiceSpec): boolean {
  if (type === "NodePort" || type === "LoadBalancer") return true;
  return type === "ClusterIP" && (externalIPs ?? []).length > 0;
}

const INTERNAL_TYPES: ReadonlySet<string> = new Set(["ClusterIP", "NodePort", "LoadBalancer"]);

function policyDefaults(spec: ServiceSpec): ServiceSpec {
  let result = spec;
  if (isReachableFromOutside(spec)) result = filled(result, { externalTrafficPolicy: "Cluster" });
  if (INTERNAL_TYPES.has(spec.type ?? "")) result = filled(result, { internalTrafficPolicy: "Cluster" });
  return spec.type === "LoadBalancer" ? filled(result, { allocateLoadBalancerNodePorts: true }) : result;
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Service` (1.36) */
export function serviceDefaults(service: Service): Service {
  const typed = affinityDefaults(filled(service.spec, { type: "ClusterIP" }));
  const spec = policyDefaults(rewritten(typed, "ports", (ports) => mapped(ports, portDefaults)));
  const status = filled(service.status ?? {}, { loadBalancer: {} });
  return replaced(replaced(service, "spec", spec), "status", status);
}
