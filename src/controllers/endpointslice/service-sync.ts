import {
  SLICE_MAX_ENDPOINTS,
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
} from "../../api/kinds/endpointslice/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { Answer } from "../../api/status.ts";
import { sameJson } from "../../base/json.ts";
import { podsLabelled } from "../../cluster/selected-pods.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { memberFor, type Member, type Target } from "./member.ts";
import { managedSlices, newSlice, sliceKey, sliceLabels } from "./slices.ts";

/** The members that share a list of ports, by pod. */
interface PortGroup {
  readonly ports: readonly EndpointPort[];
  readonly members: Map<string, Endpoint>;
}

function podOf(endpoint: Endpoint): string {
  return endpoint.targetRef?.name ?? "";
}

function groupsFor(target: Target, { view }: StepContext): Map<string, PortGroup> {
  const { service } = target;
  const groups = new Map<string, PortGroup>();
  for (const pod of podsLabelled(view, namespaceOf(service), service.spec.selector ?? {})) {
    const member: Member | undefined = memberFor(pod, target, view);
    if (member === undefined) continue;
    const key = JSON.stringify(member.ports);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { ports: member.ports, members: new Map() }));
    group.members.set(pod.metadata.name, member.endpoint);
  }
  return groups;
}

/** A slice, and what it is to hold. */
interface Draft {
  readonly slice: EndpointSlice | undefined;
  readonly ports: readonly EndpointPort[];
  endpoints: Endpoint[];
}

/** Endpoints stay in the slice they are in. Takes what it places out of the groups. */
function keepInPlace(slices: readonly EndpointSlice[], groups: Map<string, PortGroup>): readonly Draft[] {
  return slices.map((slice) => {
    const group = groups.get(JSON.stringify(slice.ports ?? []));
    const endpoints: Endpoint[] = [];
    for (const endpoint of slice.endpoints) {
      const wanted = group?.members.get(podOf(endpoint));
      if (wanted === undefined) continue;
      group?.members.delete(podOf(endpoint));
      endpoints.push(wanted);
    }
    return { slice, ports: slice.ports ?? [], endpoints };
  });
}

/** What is left goes into slices with room, fullest first, then into new ones. */
function placeTheRest(drafts: readonly Draft[], groups: Iterable<PortGroup>): readonly Draft[] {
  const added: Draft[] = [];
  for (const { ports, members } of groups) {
    const rest = [...members.values()];
    const open = drafts
      .filter((draft) => draft.endpoints.length > 0 && sameJson(draft.ports, ports))
      .sort((a, b) => b.endpoints.length - a.endpoints.length);
    for (const draft of open) draft.endpoints.push(...rest.splice(0, SLICE_MAX_ENDPOINTS - draft.endpoints.length));
    while (rest.length > 0) added.push({ slice: undefined, ports, endpoints: rest.splice(0, SLICE_MAX_ENDPOINTS) });
  }
  return added;
}

/** New contents go into slices that have become empty, as far as there are any; the others go. */
function reuseEmpty(kept: readonly Draft[], added: readonly Draft[]): readonly Draft[] {
  const empty = kept.filter((draft) => draft.endpoints.length === 0);
  const reused = added.map((draft): Draft => ({ ...draft, slice: empty.shift()?.slice }));
  return [...kept.filter((draft) => draft.endpoints.length > 0), ...reused, ...empty];
}

/**
 * Brings the Service's slices of one address family up to date, touching as few as possible. A Service without
 * endpoints has one empty slice.
 * @see staging/src/k8s.io/endpointslice/reconciler.go, `reconcileByAddressType` (1.36)
 */
export function syncService(target: Target, context: StepContext): Again {
  const { service, type } = target;
  const { view, api } = context;
  const slices = managedSlices(view, namespaceOf(service), service.metadata.name).filter(
    (slice) => slice.addressType === type,
  );
  const groups = groupsFor(target, context);
  const kept = keepInPlace(slices, groups);
  let drafts = reuseEmpty(kept, placeTheRest(kept, groups.values()));
  if (drafts.length === 0) drafts = [{ slice: undefined, ports: [], endpoints: [] }];
  const isEmpty = drafts.every((draft) => draft.endpoints.length === 0);
  const labels = sliceLabels(service);

  function write({ slice, ports, endpoints }: Draft, index: number): Answer | undefined {
    if (slice === undefined) {
      return api.create(newSlice(service, { type, ports, endpoints }, context));
    }
    if (endpoints.length === 0 && !(isEmpty && index === 0)) return api.delete(sliceKey(slice));
    const next = {
      ...slice,
      metadata: { ...slice.metadata, labels },
      endpoints,
      ports: endpoints.length === 0 ? [] : ports,
    };
    const isSame =
      sameJson(labels, slice.metadata.labels) &&
      sameJson(next.endpoints, slice.endpoints) &&
      sameJson(next.ports, slice.ports ?? []);
    return isSame ? undefined : api.update(next);
  }

  for (const [index, draft] of drafts.entries()) {
    const answer = write(draft, index);
    if (answer?.ok === false && answer.status.code !== 404) return retryAfter(answer.status);
  }
  return SETTLED;
}
