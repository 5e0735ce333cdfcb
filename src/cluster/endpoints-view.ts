import type { Endpoint, EndpointPort, EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import { selectsPods, type Service } from "../api/kinds/service/types.ts";
import { isHeadless } from "../api/kinds/service/types.ts";
import { namespacedName, namespaceOf, type KubeObject } from "../api/object.ts";
import { byBytes } from "../base/json.ts";
import type { View } from "./view.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `EndpointSubset` (1.36) */
interface Subset {
  readonly addresses?: readonly object[];
  readonly notReadyAddresses?: readonly object[];
  readonly ports?: readonly EndpointPort[];
}

/** Addresses beyond this number are left out. @see pkg/controller/endpoint/endpoints_controller.go, `maxCapacity` (1.36) */
const MAX_ADDRESSES = 1000;

function address({ addresses, hostname, nodeName, targetRef }: Endpoint): readonly object[] {
  const rest = {
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
  return addresses.slice(0, 1).map((ip) => ({ ip, ...rest }));
}

function subsetOf({ endpoints, ports }: EndpointSlice): readonly Subset[] {
  const listed = endpoints.filter(({ conditions }) => conditions?.terminating !== true).slice(0, MAX_ADDRESSES);
  const ready = listed.filter(({ conditions }) => conditions?.ready !== false).flatMap(address);
  const notReady = listed.filter(({ conditions }) => conditions?.ready === false).flatMap(address);
  if (ready.length + notReady.length === 0) return [];
  return [
    {
      ...(ready.length === 0 ? {} : { addresses: ready }),
      ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady }),
      ...(ports === undefined || ports.length === 0 ? {} : { ports }),
    },
  ];
}

/**
 * The Endpoints object that mirrors a Service's slices. Nothing that is rehearsed reads it, so it is made when asked for.
 * @see pkg/controller/endpoint/endpoints_controller.go, `syncService` (1.36)
 */
function endpointsFor(
  service: Service,
  slices: readonly EndpointSlice[],
): KubeObject & { readonly subsets?: readonly Subset[] } {
  const { name, namespace, creationTimestamp, labels } = service.metadata;
  const subsets = slices.filter(({ addressType }) => addressType === "IPv4").flatMap(subsetOf);
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
      labels: {
        ...labels,
        "endpoints.kubernetes.io/managed-by": "endpoint-controller",
        ...(isHeadless(service) ? { "service.kubernetes.io/headless": "" } : {}),
      },
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
}

/** The view with an Endpoints object for every Service that selects pods, beside those that somebody stored. */
export function withEndpoints(view: View): View {
  const made = (service: Service): KubeObject => {
    const key = namespacedName(service);
    return endpointsFor(service, view.indexed("EndpointSlice", "service", key));
  };
  const get = (kind: string, namespace: string, name: string): KubeObject | undefined => {
    const stored = view.get(kind, namespace, name);
    if (kind !== "Endpoints" || stored !== undefined) return stored;
    const service = view.get("Service", namespace, name);
    return service !== undefined && selectsPods(service) ? made(service) : undefined;
  };
  const list = (kind: string, namespace?: string): readonly KubeObject[] => {
    const stored = view.list(kind, namespace);
    if (kind !== "Endpoints") return stored;
    const names = new Set(stored.map(namespacedName));
    const services = view.list("Service", namespace).filter(selectsPods);
    const missing = services.filter((service) => !names.has(namespacedName(service)));
    return [...stored, ...missing.map(made)].sort(
      (a, b) => byBytes(namespaceOf(a), namespaceOf(b)) || byBytes(a.metadata.name, b.metadata.name),
    );
  };
  return { ...view, get, list };
}
