import { once } from "../base/once.ts";
import { SERVICE_NAME_LABEL } from "../api/kinds/endpointslice/types.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespacedName, namespaceOf } from "../api/object.ts";
import { addTo } from "../base/add-to.ts";
import type { Instant } from "../base/instant.ts";
import type { View } from "../cluster/view.ts";
import { addressOf, type Address } from "./address.ts";
import type { DnsConfig } from "./config.ts";
import { openEntries, slicesOf, type Entries } from "./endpoints.ts";
import { isWithin, lowerName, nameOf, type Name } from "./name.ts";

/** What the name server has of a cluster at one moment. Indexes are made when something first asks for them. */
export interface Zone {
  readonly config: DnsConfig;
  readonly view: View;
  /** Seconds since 1970: the SOA's serial. */
  readonly serial: number;
  /** The cluster domain, lower case. */
  readonly domain: Name;
  /** The zone that a name lies in, with the spelling of the question; undefined outside of all. */
  placeOf(name: Name): Place | undefined;
  hasNamespace(name: string): boolean;
  service(namespace: string, name: string): Service | undefined;
  entries(service: Service): Entries;
  /** Addresses of a Service that is not headless. */
  clusterIps(service: Service): readonly Address[];
  /** The Services that have an address as their own. */
  servicesAt(address: string): readonly Service[];
  /** The endpoints that have an address, with their Services. */
  endpointsAt(address: string): readonly EndpointAt[];
  /** A pod in that namespace whose first address is that text and that has not finished. */
  podAt(namespace: string, address: string): Pod | undefined;
}

/** Where a name lies. */
export interface Place {
  /** The zone's name, as the question spells it. */
  readonly apex: Name;
  /** The labels before it, lower case. */
  readonly labels: Name;
  readonly isReverse: boolean;
}

export interface EndpointAt {
  readonly service: Service;
  readonly label: string;
}

const REVERSE_ZONES: readonly Name[] = [
  ["in-addr", "arpa"],
  ["ip6", "arpa"],
];

function addressesOf(service: Service): readonly Address[] {
  if (service.spec.type === "ExternalName" || isHeadless(service)) return [];
  const { clusterIP = "", clusterIPs = [] } = service.spec;
  return (clusterIPs.length > 0 ? clusterIPs : [clusterIP]).flatMap((text) => addressOf(text) ?? []);
}

function collect<T>(pairs: Iterable<readonly [string, T]>): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    addTo(groups, key, value);
  }
  return groups;
}

/** A Service by name alone, for slices that somebody wrote without one. */
function bareService(namespace: string, name: string): Service {
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec: {} };
}

/** All Services, and those that exist only as the label of a slice. */
function* servicesWithEndpoints(view: View): Iterable<Service> {
  yield* view.list("Service");
  const seen = new Set<string>();
  for (const slice of view.list("EndpointSlice")) {
    const name = slice.metadata.labels?.[SERVICE_NAME_LABEL];
    const namespace = namespaceOf(slice);
    if (name === undefined || seen.has(`${namespace}/${name}`)) continue;
    seen.add(`${namespace}/${name}`);
    if (view.get("Service", namespace, name) === undefined) yield bareService(namespace, name);
  }
}

function firstAddress(pod: Pod): string | undefined {
  return pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP;
}

function hasAddressRecord(pod: Pod): boolean {
  return !isFinished(pod) && pod.status?.phase !== "Unknown";
}

/** Opens the zones of a cluster as a view shows it. The view must not change while the zone is used. */
export function openZone(view: View, config: DnsConfig, now: Instant): Zone {
  const domain = lowerName(nameOf(config.clusterDomain));
  const zones = [domain, ...REVERSE_ZONES];
  const known = new Map<string, Entries>();

  function placeOf(name: Name): Place | undefined {
    const candidates = zones.filter((zone) => isWithin(name, zone));
    const zone = candidates.reduce<Name | undefined>(
      (a, b) => (a !== undefined && a.length >= b.length ? a : b),
      undefined,
    );
    if (zone === undefined) return undefined;
    const cut = name.length - zone.length;
    return { apex: name.slice(cut), labels: lowerName(name.slice(0, cut)), isReverse: zone !== domain };
  }

  function entries(service: Service): Entries {
    const key = namespacedName(service);
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = openEntries(slicesOf(view, service), service)));
    return made;
  }

  const byClusterIp = once(() =>
    collect(view.list("Service").flatMap((one) => addressesOf(one).map(({ text }) => [text, one] as const))),
  );
  const byEndpoint = once(() => {
    const pairs: (readonly [string, EndpointAt])[] = [];
    for (const service of servicesWithEndpoints(view)) {
      for (const { address, label } of entries(service).all) {
        if (address !== undefined) pairs.push([address.text, { service, label }]);
      }
    }
    return collect(pairs);
  });
  const byPodIp = once(() =>
    collect(
      view.list("Pod").flatMap((pod) => {
        const ip = firstAddress(pod);
        return ip === undefined || !hasAddressRecord(pod) ? [] : [[`${namespaceOf(pod)}/${ip}`, pod] as const];
      }),
    ),
  );

  return {
    config,
    view,
    serial: Math.floor(now / 1000) >>> 0,
    domain,
    placeOf,
    hasNamespace: (name) => view.get("Namespace", "", name) !== undefined,
    service: (namespace, name) => view.get("Service", namespace, name),
    entries,
    clusterIps: addressesOf,
    servicesAt: (address) => byClusterIp().get(address) ?? [],
    endpointsAt: (address) => byEndpoint().get(address) ?? [],
    podAt: (namespace, address) => byPodIp().get(`${namespace}/${address}`)?.[0],
  };
}
