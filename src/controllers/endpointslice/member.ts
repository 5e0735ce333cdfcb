import { endpointOf, endpointPortsOf } from "../../api/kinds/endpointslice/endpoint.ts";
import type { Endpoint, EndpointPort } from "../../api/kinds/endpointslice/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { podIpsOf, type Pod } from "../../api/kinds/pod/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selectsMap } from "../../api/selector.ts";
import type { View } from "../../cluster/view.ts";
import { inSliceOrder } from "./port-order.ts";

export type AddressType = "IPv4" | "IPv6";

/** The Service and the address family whose slices are meant. */
export interface Target {
  readonly service: Service;
  readonly type: AddressType;
}

/** A pod as a Service's slice lists it, with the ports it has there. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly ports: readonly EndpointPort[];
}

function addressesOf(pod: Pod, type: AddressType): readonly string[] {
  return podIpsOf(pod).filter((ip) => ip.includes(":") === (type === "IPv6"));
}

function isMember(pod: Pod, service: Service): boolean {
  return (
    !isFinished(pod) &&
    namespaceOf(pod) === namespaceOf(service) &&
    selectsMap(service.spec.selector ?? {}, pod.metadata.labels)
  );
}

/**
 * What a pod is in the slices of a Service; undefined if it is in none.
 * @see staging/src/k8s.io/endpointslice/util/controller_utils.go, `ShouldPodBeInEndpoints` (1.36)
 */
export function memberFor(pod: Pod, { service, type }: Target, view: View): Member | undefined {
  const addresses = addressesOf(pod, type);
  if (addresses.length === 0 || !isMember(pod, service)) return undefined;
  const nodeName = pod.spec.nodeName ?? "";
  const node = view.get("Node", "", nodeName);
  if (node === undefined && service.spec.publishNotReadyAddresses !== true) return undefined;
  const zone = node?.metadata.labels?.["topology.kubernetes.io/zone"];
  const endpoint = endpointOf(pod, service, { addresses, nodeName, zone });
  return { endpoint, ports: inSliceOrder(endpointPortsOf(pod, service)) };
}
