import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import { addressOf, reverseName } from "./address.ts";
import { answer } from "./answer.ts";
import { lowerLabel, type Name } from "./name.ts";
import { nameServers } from "./name-servers.ts";
import type { DnsRecord } from "./record.ts";
import type { Zone } from "./zone.ts";

function asked(zone: Zone, name: Name, types: readonly string[]): readonly DnsRecord[] {
  return types.flatMap((type) => answer(zone, { name, type }).answer);
}

/** Labels of a Service's endpoints, once each, in order. */
function endpointLabels(zone: Zone, service: Service): readonly string[] {
  return [...new Set(zone.entries(service).all.map(({ label }) => label))];
}

/** `_port._protocol` of every port that can be asked for by name. */
function portLabels(zone: Zone, service: Service): readonly Name[] {
  const kinds = isHeadless(service)
    ? zone.entries(service).all.map(({ portKind }) => portKind)
    : (service.spec.ports ?? []).map(({ name = "", protocol = "TCP" }) => ({
        name: lowerLabel(name),
        protocol: lowerLabel(protocol),
      }));
  const named = kinds.filter(({ name, protocol }) => name !== "" && protocol !== "");
  const labels = named.map(({ name, protocol }) => [`_${name}`, `_${protocol}`] as const);
  return [...new Map(labels.map((label) => [label.join("."), label])).values()];
}

/** The name of a Service. */
export function serviceName(zone: Zone, service: Service): Name {
  return [service.metadata.name, namespaceOf(service), "svc", ...zone.domain];
}

/** Records at the Service's own name and at its ports'. */
function ownRecords(zone: Zone, service: Service): readonly DnsRecord[] {
  const name = serviceName(zone, service);
  if (service.spec.type === "ExternalName") return asked(zone, name, ["CNAME"]);
  const ports = portLabels(zone, service).flatMap((labels) => asked(zone, [...labels, ...name], ["SRV"]));
  return [...asked(zone, name, ["A", "AAAA", "SRV"]), ...ports];
}

/** Records at the name of one of a Service's endpoints. */
function endpointRecords(zone: Zone, service: Service, label: string): readonly DnsRecord[] {
  return asked(zone, [label, ...serviceName(zone, service)], ["A", "AAAA", "SRV"]);
}

/** Records at the names of a Service, its ports and its endpoints. */
export function forwardRecords(zone: Zone, service: Service): readonly DnsRecord[] {
  const labels = endpointLabels(zone, service);
  return [...ownRecords(zone, service), ...labels.flatMap((label) => endpointRecords(zone, service, label))];
}

/** The PTR records that lead to a Service or one of its endpoints. */
export function pointersTo(zone: Zone, address: string, target: Name): readonly DnsRecord[] {
  const parsed = addressOf(address);
  if (parsed === undefined) return [];
  const key = target.join(".");
  return asked(zone, reverseName(parsed), ["PTR"]).filter(
    ({ data }) => data.type === "PTR" && data.target.join(".") === key,
  );
}

/** The zone's own records but for its SOA: name servers with their addresses, and the version of the schema. */
function apexRecords(zone: Zone): readonly DnsRecord[] {
  const { answer: servers } = answer(zone, { name: zone.domain, type: "NS" });
  const isSelf = nameServers(zone).some(({ owner }) => owner.length === 2 && owner[1] === "dns");
  const self = isSelf ? asked(zone, ["ns", "dns", ...zone.domain], ["A", "AAAA"]) : [];
  return [...servers, ...self, ...asked(zone, ["dns-version", ...zone.domain], ["TXT"])];
}

/** Every record below the cluster domain that can be listed, but for the SOA: names of pods by address cannot. */
export function zoneRecords(
  zone: Zone,
  services: readonly Service[] = zone.view.list("Service"),
): readonly DnsRecord[] {
  const ofServices = services.flatMap((service) => forwardRecords(zone, service));
  return [...apexRecords(zone), ...ofServices];
}
