import {
  SERVICE_NAME_LABEL,
  SLICE_MAX_ENDPOINTS,
  type Endpoint,
  type EndpointSlice,
} from "../../api/kinds/endpointslice/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { byBytes, sameJson } from "../../base/json.ts";
import { SETTLED, settledOrGone, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { memberFor, type AddressType, type Member, type Target } from "./member.ts";
import { syncService } from "./service-sync.ts";
import { managedSlices, managedSlicesWithRoom, newSlice, sliceKey } from "./slices.ts";

const isOf = (endpoint: Endpoint, pod: string): boolean => endpoint.targetRef?.name === pod;

/** Takes a pod out of a slice. The Service's last slice stays, without endpoints or ports. */
function leave(slice: EndpointSlice, pod: string, { api, view }: StepContext): Again {
  const endpoints = slice.endpoints.filter((endpoint) => !isOf(endpoint, pod));
  if (endpoints.length > 0) return settledOrGone(api.update({ ...slice, endpoints }));
  const others = managedSlices(view, namespaceOf(slice), slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? "").filter(
    (other) => other.addressType === slice.addressType,
  );
  if (others.length > 1) return settledOrGone(api.delete(sliceKey(slice)));
  return settledOrGone(api.update({ ...slice, endpoints, ports: [] }));
}

function hasRoom(slice: EndpointSlice, { ports }: Member, type: AddressType): boolean {
  if (slice.addressType !== type || slice.endpoints.length >= SLICE_MAX_ENDPOINTS) return false;
  return slice.endpoints.length === 0 || sameJson(slice.ports ?? [], ports);
}

/** The order in which slices are filled: the fullest first, then by name. */
function isFilledBefore(slice: EndpointSlice, other: EndpointSlice): boolean {
  const more = slice.endpoints.length - other.endpoints.length;
  return more === 0 ? byBytes(slice.metadata.name, other.metadata.name) < 0 : more > 0;
}

/** Puts a pod into the fullest slice that has room for it, or into a new one. */
function join(member: Member, target: Target, context: StepContext): Again {
  const { service, type } = target;
  const { view, api } = context;
  const namespace = namespaceOf(service);
  const { endpoint, ports } = member;
  let best: EndpointSlice | undefined;
  for (const slice of managedSlicesWithRoom(view, namespace, service.metadata.name)) {
    if (!hasRoom(slice, member, type)) continue;
    if (best === undefined || isFilledBefore(slice, best)) best = slice;
  }
  if (best !== undefined)
    return settledOrGone(api.update({ ...best, ports, endpoints: [...best.endpoints, endpoint] }));
  if (managedSlices(view, namespace, service.metadata.name).length === 0) return syncService(target, context);
  return settledOrGone(api.create(newSlice(service, { type, ports, endpoints: [endpoint] }, context)));
}

/** Brings what the Service's slices of one address family say of one pod up to date, looking at no other pod. */
export function syncPod(target: Target, podName: string, context: StepContext): Again {
  const { service, type } = target;
  const { view, api } = context;
  const namespace = namespaceOf(service);
  const pod = view.get("Pod", namespace, podName);
  const member = pod === undefined ? undefined : memberFor(pod, target, view);
  const listing = view
    .indexed("EndpointSlice", "endpoint", `${namespace}/${podName}`)
    .filter((slice) => slice.addressType === type && slice.metadata.ownerReferences?.[0]?.uid === service.metadata.uid);
  const home = member === undefined ? undefined : listing.find((slice) => sameJson(slice.ports ?? [], member.ports));
  for (const slice of listing) {
    if (slice === home) continue;
    const again = leave(slice, podName, context);
    if (again.kind !== "settled") return again;
  }
  if (member === undefined) return SETTLED;
  if (home === undefined) return join(member, target, context);
  const at = home.endpoints.findIndex((endpoint) => isOf(endpoint, podName));
  if (sameJson(home.endpoints[at], member.endpoint)) return SETTLED;
  const endpoints = home.endpoints.slice();
  endpoints[at] = member.endpoint;
  return settledOrGone(api.update({ ...home, endpoints }));
}
