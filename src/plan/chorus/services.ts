import type { EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import type { View } from "../../cluster/view.ts";
import { selectingServices } from "../../controllers/endpointslice/selecting-services.ts";
import { managedSlices } from "../../controllers/endpointslice/slices.ts";

/** A Service that selects the pods of one set, with its only slice, which lists them and no others. */
export interface OwnService {
  readonly service: Service;
  readonly slice: EndpointSlice;
}

function isListed({ metadata, status }: Pod, slice: EndpointSlice): boolean {
  const endpoint = slice.endpoints.find(({ targetRef }) => targetRef?.uid === metadata.uid);
  return endpoint !== undefined && sameJson(endpoint.addresses, [status?.podIP]);
}

function ownOf(service: Service, pods: readonly Pod[], view: View): OwnService | undefined {
  const { name, uid, deletionTimestamp } = service.metadata;
  const namespace = namespaceOf(service);
  if (deletionTimestamp !== undefined) return undefined;
  const [slice] = managedSlices(view, namespace, name);
  if (slice === undefined || view.count("EndpointSlice", "service", `${namespace}/${name}`) > 1) return undefined;
  const isItsOwn = slice.metadata.ownerReferences?.[0]?.uid === uid && slice.endpoints.length === pods.length;
  return isItsOwn && pods.every((pod) => isListed(pod, slice)) ? { service, slice } : undefined;
}

/**
 * The Services that select the pods of a set, as they are and as its template has them, in their order; undefined where
 * the set shares one with others, or one of them does not list all of the set's pods and nothing else.
 */
export function ownServices(set: StatefulSet, pods: readonly Pod[], view: View): readonly OwnService[] | undefined {
  const list = view.list("Service", namespaceOf(set));
  const [first] = pods;
  if (first === undefined) return undefined;
  const { labels: _labels, ...metadata } = first.metadata;
  const wanted = set.spec.template.metadata?.labels;
  const fresh: Pod = { ...first, metadata: { ...metadata, ...(wanted === undefined ? {} : { labels: wanted }) } };
  const found = selectingServices(list, [fresh]);
  const selectsAlike = (pod: Pod): boolean => {
    const services = selectingServices(list, [pod]);
    return services.length === found.length && services.every((service, at) => service === found[at]);
  };
  if (!pods.every(selectsAlike)) return undefined;
  const own = found.flatMap((service) => ownOf(service, pods, view) ?? []);
  return own.length === found.length ? own : undefined;
}
