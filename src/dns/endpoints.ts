import {
  MANAGED_BY_LABEL,
  MIRRORING_CONTROLLER,
  SLICE_CONTROLLER,
  type EndpointPort,
  type EndpointSlice,
} from "../api/kinds/endpointslice/types.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { namespacedName, namespaceOf } from "../api/object.ts";
import { addTo } from "../base/add-to.ts";
import type { View } from "../cluster/view.ts";
import { addressOf, dashed, type Address } from "./address.ts";
import { slicesFromEndpoints, slicesFromPods, type SliceContent } from "./derived-slices.ts";
import { lowerLabel, type Name } from "./name.ts";
import { byNumbers } from "../base/natural-order.ts";

/** One thing that a name can be answered with, before the type of the question is looked at. */
export interface Candidate {
  /** Undefined: another name, `host`, is what there is. */
  readonly address: Address | undefined;
  readonly host: string;
  /** -1: none, and so no SRV record. */
  readonly port: number;
  /** The labels that an SRV record's target has below the zone. */
  readonly owner: Name;
}

/** One address with one port of a Service's ready endpoint. */
export interface Entry extends Candidate {
  /** The leftmost label of the endpoint's own name, lower case. */
  readonly label: string;
  readonly portKind: PortKind;
  /** The pod behind it, where one is known. */
  readonly pod: string | undefined;
}

/** Lower case; "" where a port has none. */
export interface PortKind {
  readonly name: string;
  readonly protocol: string;
}

/** The entries of a Service, sorted by label, address and port, and the ways to find some of them. */
export interface Entries {
  readonly all: readonly Entry[];
  labelled(label: string): readonly Entry[];
  /** Those whose port has that name and protocol; "" matches any. */
  withPort(name: string, protocol: string): readonly Entry[];
}

const NO_PORT = { number: -1, kind: { name: "", protocol: "" } };

interface NumberedPort {
  readonly number: number;
  readonly kind: PortKind;
}

function numberedPort({ name = "", protocol = "", port = -1 }: EndpointPort): NumberedPort {
  return { number: port, kind: { name: lowerLabel(name), protocol: lowerLabel(protocol) } };
}

/** The slices of a Service: those stored, and what its controller would add where it has not run yet. */
export function slicesOf(view: View, service: Service): readonly SliceContent[] {
  const key = namespacedName(service);
  const stored: readonly EndpointSlice[] = view.indexed("EndpointSlice", "service", key);
  const managers = new Set(stored.map(({ metadata }) => metadata.labels?.[MANAGED_BY_LABEL]));
  const derived = managers.has(SLICE_CONTROLLER) ? [] : slicesFromPods(view, service);
  const mirrored = managers.has(MIRRORING_CONTROLLER) ? [] : slicesFromEndpoints(view, service);
  return [...stored, ...derived, ...mirrored];
}

function entriesOf({ endpoints, ports = [] }: SliceContent, service: Service): readonly Entry[] {
  const numbered = ports.length === 0 ? [NO_PORT] : ports.map(numberedPort);
  const base: Name = [service.metadata.name, namespaceOf(service), "svc"];
  return endpoints.flatMap(({ addresses, conditions, hostname = "", targetRef }) => {
    if (conditions?.ready === false) return [];
    return addresses.flatMap((host) => {
      const address = addressOf(host);
      const label = lowerLabel(hostname === "" ? dashed(address?.text ?? host) : hostname);
      const owner = [label, ...base];
      const pod = targetRef?.name;
      return numbered.map(({ number, kind }): Entry => ({
        address,
        host,
        port: number,
        owner,
        label,
        portKind: kind,
        pod,
      }));
    });
  });
}

function compare(a: Entry, b: Entry): number {
  return byNumbers(a.label, b.label) || byNumbers(a.host, b.host) || a.port - b.port;
}

const NONE: readonly Entry[] = [];

function grouped(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    addTo(groups, entry.label, entry);
  }
  return groups;
}

/** Whether a port is the one that is asked for; "" asks for any. */
export function portMatches(port: PortKind, name: string, protocol: string): boolean {
  return (name === "" || port.name === name) && (protocol === "" || port.protocol === protocol);
}

/**
 * The ready endpoints of a Service's slices, one entry for each address and port.
 * @see coredns, plugin/kubernetes/object/endpoint.go, `EndpointSliceToEndpoints` (1.14)
 */
export function openEntries(slices: readonly SliceContent[], service: Service): Entries {
  const all = slices.flatMap((slice) => entriesOf(slice, service)).sort(compare);
  const kinds = [...new Map(all.map(({ portKind: kind }) => [`${kind.name}/${kind.protocol}`, kind])).values()];
  const found = new Map<string, readonly Entry[]>();
  let labels: ReadonlyMap<string, readonly Entry[]> | undefined;

  function withPort(name: string, protocol: string): readonly Entry[] {
    if (name === "" && protocol === "") return all;
    // Only what is found is remembered, so that questions for what is not cost nothing and leave nothing behind.
    if (!kinds.some((kind) => portMatches(kind, name, protocol))) return NONE;
    const key = `${name}/${protocol}`;
    let entries = found.get(key);
    if (entries === undefined) {
      entries = all.filter(({ portKind }) => portMatches(portKind, name, protocol));
      found.set(key, entries);
    }
    return entries;
  }

  return { all, labelled: (label) => (labels ??= grouped(all)).get(label) ?? NONE, withPort };
}
