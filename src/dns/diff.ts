import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { sameJson } from "../base/json.ts";
import type { View } from "../cluster/view.ts";
import { DEFAULT_DNS_CONFIG, type DnsConfig } from "./config.ts";
import { printName } from "./name.ts";
import { serviceName } from "./zone-records.ts";
import { openZone, type Zone } from "./zone.ts";

/** Names in full with what they lead to: addresses, or for an alias the other name; both sorted. */
export type Names = ReadonlyMap<string, readonly string[]>;

export interface NameDifference {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function addNames(zone: Zone, service: Service, names: Map<string, string[]>): void {
  const base = printName(serviceName(zone, service));
  const add = (name: string, value: string): void => {
    const values = names.get(name);
    if (values === undefined) names.set(name, [value]);
    else if (!values.includes(value)) values.push(value);
  };
  if (service.spec.type === "ExternalName") return add(base, service.spec.externalName ?? "");
  for (const { text } of zone.clusterIps(service)) add(base, text);
  const own = isHeadless(service) ? new Set<string>() : undefined;
  for (const { label, host } of zone.entries(service).all) {
    own?.add(host);
    add(`${label}.${base}`, host);
  }
  if (own !== undefined && own.size > 0) names.set(base, [...own]);
}

/** The names of all Services, or of some, and the names of pods below them. Names of pods by address are left out. */
export function namesOf(
  view: View,
  services: readonly Service[] = view.list("Service"),
  config: DnsConfig = DEFAULT_DNS_CONFIG,
): Names {
  const zone = openZone(view, config, 0);
  const names = new Map<string, string[]>();
  for (const service of services) addNames(zone, service, names);
  return new Map([...names].map(([name, values]) => [name, values.sort()]));
}

/** What two states of a zone answer otherwise: names that came, went, or lead elsewhere. In order of the names. */
export function namesDiffer(before: Names, after: Names): readonly NameDifference[] {
  const all = [...new Set([...before.keys(), ...after.keys()])].sort();
  return all.flatMap((name) => {
    const [was, is] = [before.get(name) ?? [], after.get(name) ?? []];
    return sameJson(was, is) ? [] : [{ name, before: was, after: is }];
  });
}
