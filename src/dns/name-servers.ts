import { isHeadless } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import { addressOf, type Address } from "./address.ts";
import type { Name } from "./name.ts";
import type { EndpointAt, Zone } from "./zone.ts";

/** A name server of the cluster: the labels of its name below the zone, and an address. */
export interface NameServer {
  readonly owner: Name;
  readonly address: Address;
}

function ofService(zone: Zone, { service }: EndpointAt): readonly NameServer[] {
  const base = [service.metadata.name, namespaceOf(service), "svc"];
  if (!isHeadless(service)) return zone.clusterIps(service).map((address) => ({ owner: base, address }));
  return zone
    .entries(service)
    .all.flatMap(({ address, label }) => (address === undefined ? [] : [{ owner: [label, ...base], address }]));
}

function isLoopback({ text }: Address): boolean {
  return text.startsWith("127.") || text === "::1";
}

/**
 * The Services behind which the name server itself is; where there is none, its own addresses as `ns.dns`.
 * @see coredns, plugin/kubernetes/ns.go, `nsAddrs` (1.14)
 */
export function nameServers(zone: Zone): readonly NameServer[] {
  const own = zone.config.serverIps.flatMap((text) => addressOf(text) ?? []);
  const behind = own.flatMap(({ text }) => zone.endpointsAt(text));
  const all =
    behind.length > 0
      ? behind.flatMap((one) => ofService(zone, one))
      : own.filter((one) => !isLoopback(one)).map((address) => ({ owner: ["ns", "dns"], address }));
  return [...new Map(all.map((one) => [`${one.owner.join(".")} ${one.address.text}`, one])).values()];
}
