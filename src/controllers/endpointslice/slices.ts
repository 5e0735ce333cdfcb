import {
  MANAGED_BY_LABEL,
  SERVICE_NAME_LABEL,
  SLICE_CONTROLLER,
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
} from "../../api/kinds/endpointslice/types.ts";
import { isHeadless, type Service } from "../../api/kinds/service/types.ts";
import { namespaceOf, type ObjectKey } from "../../api/object.ts";
import { nameTail } from "../../base/chance.ts";
import { keptPrefix } from "../../cluster/identity.ts";
import type { View } from "../../cluster/view.ts";
import type { StepContext } from "../controller.ts";
import type { AddressType } from "./member.ts";

const HEADLESS_LABEL = "service.kubernetes.io/headless";

export function sliceKey(slice: EndpointSlice): ObjectKey {
  return { kind: "EndpointSlice", namespace: namespaceOf(slice), name: slice.metadata.name };
}

const isManaged = (slice: EndpointSlice): boolean => slice.metadata.labels?.[MANAGED_BY_LABEL] === SLICE_CONTROLLER;

/** The slices of a Service that this controller writes. */
export function managedSlices(view: View, namespace: string, service: string): readonly EndpointSlice[] {
  return view.indexed("EndpointSlice", "service", `${namespace}/${service}`).filter(isManaged);
}

/** Those of them that are not full. */
export function managedSlicesWithRoom(view: View, namespace: string, service: string): readonly EndpointSlice[] {
  return view.indexed("EndpointSlice", "room", `${namespace}/${service}`).filter(isManaged);
}

/** @see staging/src/k8s.io/endpointslice/utils.go, `setEndpointSliceLabels` (1.36) */
export function sliceLabels(service: Service): Readonly<Record<string, string>> {
  const { [HEADLESS_LABEL]: _headless, ...own } = service.metadata.labels ?? {};
  return {
    ...own,
    ...(isHeadless(service) ? { [HEADLESS_LABEL]: "" } : {}),
    [SERVICE_NAME_LABEL]: service.metadata.name,
    [MANAGED_BY_LABEL]: SLICE_CONTROLLER,
  };
}

/** What a new slice is to hold. */
export interface SliceContent {
  readonly type: AddressType;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** A slice with a name that is free. */
export function newSlice(service: Service, content: SliceContent, { api, world }: StepContext): EndpointSlice {
  const { name: serviceName, uid = "" } = service.metadata;
  const generateName = `${serviceName}-`;
  const namespace = namespaceOf(service);
  let attempt = 0;
  let name: string;
  do name = `${keptPrefix(generateName)}${nameTail(world.settings.seed, "EndpointSlice", uid, String(attempt++))}`;
  while (api.live({ kind: "EndpointSlice", namespace, name }) !== undefined);
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name,
      generateName,
      namespace,
      labels: sliceLabels(service),
      ownerReferences: [
        { apiVersion: "v1", kind: "Service", name: serviceName, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: content.type,
    endpoints: content.endpoints,
    ports: content.ports,
  };
}
