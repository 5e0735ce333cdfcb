import { namespaceOf } from "../api/object.ts";
import { addressOfReverse } from "./address.ts";
import { candidatesOf, type Found } from "./candidates.ts";
import type { Candidate } from "./endpoints.ts";
import { isWithin, lowerName, nameOf, type Name } from "./name.ts";
import { nameServers } from "./name-servers.ts";
import type { Question, Reply } from "./question.ts";
import type { DnsRecord } from "./record.ts";
import { serviceRecords } from "./service-records.ts";
import type { Place, Zone } from "./zone.ts";

export const REFUSED: Reply = { rcode: "REFUSED", isAuthoritative: false, answer: [], authority: [], additional: [] };

/** Seconds: `dns-version` ignores the option `ttl`. @see coredns, plugin/kubernetes/handler.go (1.14) */
const VERSION_TTL = 28_800;
const SCHEMA_VERSION = "1.1.0";

const MAX_SOA_TTL = 300;

/** @see coredns, plugin/backend_lookup.go, `SOA` (1.14) */
export function soaRecord(zone: Zone, apex: Name): DnsRecord {
  const { ttl } = zone.config;
  return {
    name: apex,
    ttl: Math.min(ttl, MAX_SOA_TTL),
    data: {
      type: "SOA",
      primary: ["ns", "dns", ...apex],
      mailbox: ["hostmaster", ...apex],
      serial: zone.serial,
      refresh: 7200,
      retry: 1800,
      expire: 86_400,
      minimum: ttl,
    },
  };
}

/** What has to be known to answer one question. */
interface Asked {
  readonly zone: Zone;
  readonly place: Place;
  readonly question: Question;
  /** How many records are wanted at most: what does not fit need not be made. */
  readonly limit: number;
}

function negative({ zone, place }: Asked, rcode: "NXDOMAIN" | "NOERROR"): Reply {
  return { rcode, isAuthoritative: true, answer: [], authority: [soaRecord(zone, place.apex)], additional: [] };
}

function positive(asked: Asked, answer: readonly DnsRecord[], additional: readonly DnsRecord[] = []): Reply {
  if (answer.length === 0) return negative(asked, "NOERROR");
  return { rcode: "NOERROR", isAuthoritative: true, answer, authority: [], additional };
}

/** NXDOMAIN where the name does not exist, an empty answer where it does. */
function withoutRecords(asked: Asked, found: Found): Reply {
  return negative(asked, found === "missing" ? "NXDOMAIN" : "NOERROR");
}

/** CNAMEs that may lead to an answer before the chain is cut. @see coredns, plugin/backend_lookup.go, `A` (1.14) */
const MAX_CHAIN = 10;

/** A CNAME and what its target has; nothing for a loop, or where the target is in the zone and has nothing. */
function viaName(asked: Asked, target: Name, before: readonly string[]): readonly DnsRecord[] {
  const { zone, place, question } = asked;
  const key = lowerName(target).join(".");
  if (isWithin(target, question.name) || before.length > MAX_CHAIN || before.includes(key)) return [];
  const alias: DnsRecord = { name: question.name, ttl: zone.config.ttl, data: { type: "CNAME", target } };
  if (!isWithin(target, place.apex)) return [alias];
  const apex = target.slice(target.length - place.apex.length);
  const labels = lowerName(target.slice(0, target.length - place.apex.length));
  const next = { ...asked, question: { ...question, name: target }, place: { ...place, apex, labels } };
  const records = addressRecords(next, candidatesOf(zone, next.place, question.type), [...before, key]);
  return records.length === 0 ? [] : [alias, ...records];
}

/** @see coredns, plugin/backend_lookup.go, `A` and `AAAA` (1.14) */
function addressRecords(asked: Asked, found: Found, before: readonly string[] = []): readonly DnsRecord[] {
  if (found === "missing" || found === "empty") return [];
  const { zone, question, limit } = asked;
  const records = new Map<string, readonly DnsRecord[]>();
  for (const { address, host } of found) {
    if (records.size >= limit) break;
    if (address === undefined) {
      if (!records.has(host)) records.set(host, viaName(asked, nameOf(host), before));
    } else if (address.type === question.type && !records.has(address.text)) {
      const data = { type: address.type, address: address.text };
      records.set(address.text, [{ name: question.name, ttl: zone.config.ttl, data }]);
    }
  }
  return [...records.values()].flat();
}

function aliasOnly(asked: Asked, [first]: readonly Candidate[]): Reply {
  if (first === undefined || first.address !== undefined) return negative(asked, "NOERROR");
  const { zone, question } = asked;
  const target = nameOf(first.host);
  return positive(asked, [{ name: question.name, ttl: zone.config.ttl, data: { type: "CNAME", target } }]);
}

/** @see coredns, plugin/kubernetes/reverse.go, `serviceRecordForIP` (1.14) */
function pointers(asked: Asked): Reply | undefined {
  const { zone, place, question } = asked;
  const address = place.isReverse ? addressOfReverse(place.labels, lowerName(place.apex)) : undefined;
  if (address === undefined) return undefined;
  const [service] = zone.servicesAt(address.text);
  const owners =
    service === undefined
      ? zone.endpointsAt(address.text).map(({ service: one, label }) => [label, one.metadata.name, namespaceOf(one)])
      : [[service.metadata.name, namespaceOf(service)]];
  if (owners.length === 0) return negative(asked, "NXDOMAIN");
  const targets = new Map(owners.map((owner) => [owner.join("."), [...owner, "svc", ...zone.domain]]));
  const { ttl } = zone.config;
  return positive(
    asked,
    [...targets.values()].map((target) => ({ name: question.name, ttl, data: { type: "PTR", target } })),
  );
}

function version(asked: Asked): Reply {
  const data = { type: "TXT" as const, texts: [SCHEMA_VERSION] };
  return positive(asked, [{ name: asked.question.name, ttl: VERSION_TTL, data }]);
}

/** @see coredns, plugin/backend_lookup.go, `NS` (1.14) */
function nameServerRecords(asked: Asked): Reply {
  const { zone, place, question } = asked;
  const { ttl } = zone.config;
  const servers = nameServers(zone).map(({ owner, address }) => ({ target: [...owner, ...place.apex], address }));
  const targets = new Map(servers.map(({ target }) => [target.join("."), target]));
  const answer = [...targets.values()].map((target): DnsRecord => ({
    name: question.name,
    ttl,
    data: { type: "NS", target },
  }));
  const additional = servers.map(({ target, address }): DnsRecord => ({
    name: target,
    ttl,
    data: { type: address.type, address: address.text },
  }));
  return positive(asked, answer, additional);
}

function ofType(asked: Asked): Reply {
  const { zone, place, question } = asked;
  const { type } = question;
  const isApex = place.labels.length === 0;
  if (type === "SOA") return positive(asked, isApex ? [soaRecord(zone, place.apex)] : []);
  if (type === "NS" && isApex) return nameServerRecords(asked);
  if (type === "TXT" && place.labels.length === 1 && place.labels[0] === "dns-version") return version(asked);
  const reversed = type === "PTR" ? pointers(asked) : undefined;
  if (reversed !== undefined) return reversed;
  const found = candidatesOf(zone, place, type);
  if (found === "missing") return negative(asked, "NXDOMAIN");
  if (found === "empty") return negative(asked, type === "TXT" ? "NXDOMAIN" : "NOERROR");
  switch (type) {
    case "A":
    case "AAAA":
      return positive(asked, addressRecords(asked, found));
    case "SRV": {
      const { answer, additional } = serviceRecords({ ...asked, apex: place.apex, name: question.name }, found);
      return positive(asked, answer, additional);
    }
    case "CNAME":
      return aliasOnly(asked, found);
    default:
      return withoutRecords(asked, found);
  }
}

/**
 * What the cluster's name server answers. `limit` bounds the records of the answer that are made, for messages that
 * hold no more.
 * @see coredns, plugin/kubernetes/handler.go, `ServeDNS` (1.14)
 */
export function answer(zone: Zone, question: Question, limit = Number.POSITIVE_INFINITY): Reply {
  const place = zone.placeOf(question.name);
  if (place === undefined || question.type === "AXFR" || question.type === "IXFR") return REFUSED;
  return ofType({ zone, place, question, limit });
}
