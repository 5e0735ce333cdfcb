import type { Endpoint, EndpointPort } from "../api/kinds/endpointslice/types.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import { isPodReady, podIpsOf, type Pod } from "../api/kinds/pod/types.ts";
import { targetPortOf } from "../api/kinds/service/target-port.ts";
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

/** The ports that a pod has behind a Service: those whose target it has. */
function portsOf(pod: Pod, service: Service): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((one): EndpointPort[] => {
    const port = targetPortOf(pod, one);
    return port === undefined ? [] : [{ name: one.name ?? "", port, protocol: one.protocol ?? "TCP" }];
  });
}

/** Addresses of a pod, in the order of its status, that are of a family the Service has. */
export function podAddresses(pod: Pod, service: Service): readonly string[] {
  const families = service.spec.ipFamilies ?? ["IPv4"];
  return podIpsOf(pod).filter((ip) => families.includes(ip.includes(":") ? "IPv6" : "IPv4"));
}

function sliceOf(pod: Pod, service: Service): readonly SliceContent[] {
  if (isFinished(pod)) return [];
  const ready =
    service.spec.publishNotReadyAddresses === true || (isPodReady(pod) && pod.metadata.deletionTimestamp === undefined);
  const { hostname = "", subdomain } = pod.spec;
  const isNamed = hostname !== "" && subdomain === service.metadata.name;
  const endpoints = podAddresses(pod, service).map((address): Endpoint => ({
    addresses: [address],
    conditions: { ready },
    ...(isNamed ? { hostname } : {}),
    targetRef: { kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name },
  }));
  return [{ endpoints, ports: portsOf(pod, service) }];
}

/**
 * What the EndpointSlice controller would list for a Service of a cluster in which it has not run: one that was taken
 * over without its slices. Whether a pod's node exists is not asked.
 * @see staging/src/k8s.io/endpointslice/utils.go, `podToEndpoint` (1.36)
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
