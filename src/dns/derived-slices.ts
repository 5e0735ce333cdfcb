import { endpointOf, endpointPortsOf } from "../api/kinds/endpointslice/endpoint.ts";
import type { Endpoint, EndpointPort } from "../api/kinds/endpointslice/types.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import { podIpsOf, type Pod } from "../api/kinds/pod/types.ts";
import { selectsPods, type Service } from "../api/kinds/service/types.ts";
import { isJsonObject } from "../base/json.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { podsLabelled } from "../cluster/selected-pods.ts";
import type { View } from "../cluster/view.ts";

/** The part of an EndpointSlice that DNS reads. */
export interface SliceContent {
  readonly endpoints: readonly Endpoint[];
  readonly ports?: readonly EndpointPort[];
}

/** Addresses of a pod, in the order of its status, that are of a family the Service has. */
export function podAddresses(pod: Pod, service: Service): readonly string[] {
  const families = service.spec.ipFamilies ?? ["IPv4"];
  return podIpsOf(pod).filter((ip) => families.includes(ip.includes(":") ? "IPv6" : "IPv4"));
}

function sliceOf(pod: Pod, service: Service): readonly SliceContent[] {
  if (isFinished(pod)) return [];
  const endpoints = podAddresses(pod, service).map((address) => endpointOf(pod, service, { addresses: [address] }));
  return [{ endpoints, ports: endpointPortsOf(pod, service) }];
}

/**
 * What the EndpointSlice controller would list for a Service of a cluster in which it has not run: one that was taken
 * over without its slices. Whether a pod's node exists is not asked.
 */
export function slicesFromPods(view: View, service: Service): readonly SliceContent[] {
  if (!selectsPods(service)) return [];
  const pods = podsLabelled(view, namespaceOf(service), service.spec.selector ?? {});
  return pods.flatMap((pod) => sliceOf(pod, service));
}

interface Subset {
  readonly addresses?: readonly { readonly ip: string; readonly hostname?: string }[];
  readonly ports?: readonly EndpointPort[];
}

/**
 * What the mirroring controller would list for a Service without a selector whose Endpoints somebody wrote by hand.
 * @see pkg/controller/endpointslicemirroring/utils.go, `addressToEndpoint` (1.36)
 */
export function slicesFromEndpoints(view: View, service: Service): readonly SliceContent[] {
  if (selectsPods(service)) return [];
  const stored: KubeObject | undefined = view.get("Endpoints", namespaceOf(service), service.metadata.name);
  const subsets: unknown = isJsonObject(stored) ? stored["subsets"] : undefined;
  return ((subsets ?? []) as readonly Subset[]).map(({ addresses = [], ports = [] }) => ({
    endpoints: addresses.map(({ ip, hostname }) => ({
      addresses: [ip],
      ...(hostname === undefined ? {} : { hostname }),
    })),
    ports,
  }));
}
