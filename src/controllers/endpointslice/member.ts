import type { Endpoint, EndpointPort } from "../../api/kinds/endpointslice/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { isPodReady, podIpsOf, type Pod } from "../../api/kinds/pod/types.ts";
import { targetPortOf } from "../../api/kinds/service/target-port.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import { isTerminating, namespaceOf } from "../../api/object.ts";
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

function portsOf(pod: Pod, service: Service): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const servicePort of service.spec.ports ?? []) {
    const port = targetPortOf(pod, servicePort);
    if (port === undefined) continue;
    const { name = "", protocol = "TCP", appProtocol } = servicePort;
    ports.push({ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return inSliceOrder(ports);
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
 * @see staging/src/k8s.io/endpointslice/utils.go, `podToEndpoint`;
 *   util/controller_utils.go there, `ShouldPodBeInEndpoints` (1.36)
 */
export function memberFor(pod: Pod, { service, type }: Target, view: View): Member | undefined {
  const addresses = addressesOf(pod, type);
  if (addresses.length === 0 || !isMember(pod, service)) return undefined;
  const nodeName = pod.spec.nodeName ?? "";
  const node = view.get("Node", "", nodeName);
  const publishes = service.spec.publishNotReadyAddresses === true;
  if (node === undefined && !publishes) return undefined;
  const zone = node?.metadata.labels?.["topology.kubernetes.io/zone"];
  const serving = isPodReady(pod);
  const terminating = isTerminating(pod);
  const { hostname = "", subdomain } = pod.spec;
  const { name, uid } = pod.metadata;
  const endpoint: Endpoint = {
    addresses,
    conditions: { ready: publishes || (serving && !terminating), serving, terminating },
    ...(hostname !== "" && subdomain === service.metadata.name ? { hostname } : {}),
    nodeName,
    targetRef: { kind: "Pod", namespace: namespaceOf(pod), name, ...(uid === undefined ? {} : { uid }) },
    ...(zone === undefined ? {} : { zone }),
  };
  return { endpoint, ports: portsOf(pod, service) };
}
