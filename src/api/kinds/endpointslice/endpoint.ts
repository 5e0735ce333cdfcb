import { isTerminating, namespaceOf } from "../../object.ts";
import { isPodReady, type Pod } from "../pod/types.ts";
import { targetPortOf } from "../service/target-port.ts";
import type { Service } from "../service/types.ts";
import type { Endpoint, EndpointPort } from "./types.ts";

/** Where a pod is reached, and where it runs as far as that is to be told. */
interface Place {
  readonly addresses: readonly string[];
  readonly nodeName?: string;
  readonly zone?: string | undefined;
}

/**
 * A pod as an endpoint of a Service that selects it.
 * @see staging/src/k8s.io/endpointslice/utils.go, `podToEndpoint` (1.36)
 */
export function endpointOf(pod: Pod, { metadata, spec }: Service, { addresses, nodeName, zone }: Place): Endpoint {
  const [serving, terminating] = [isPodReady(pod), isTerminating(pod)];
  const ready = spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { hostname = "", subdomain } = pod.spec;
  const { name, uid } = pod.metadata;
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname !== "" && subdomain === metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: "Pod", namespace: namespaceOf(pod), name, ...(uid === undefined ? {} : { uid }) },
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The ports that a pod has behind a Service: those whose target it has. */
export function endpointPortsOf(pod: Pod, { spec }: Service): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const servicePort of spec.ports ?? []) {
    const port = targetPortOf(pod, servicePort);
    if (port === undefined) continue;
    const { name = "", protocol = "TCP", appProtocol } = servicePort;
    ports.push({ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return ports;
}
