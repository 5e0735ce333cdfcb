import type { Instant } from "../base/instant.ts";
import { sameJson } from "../base/json.ts";
import type { Happening } from "../cluster/happening.ts";
import { isHeadless } from "../api/kinds/service/types.ts";
import { servicePath } from "./candidates.ts";
import type { Name } from "./name.ts";
import type { Zone } from "./zone.ts";

/** From a moment on a name answers with these addresses; with none it is not answered. */
export interface NameMoment {
  readonly at: Instant;
  readonly addresses: readonly string[];
}

/** A name whose history is known: a Service, or one of its endpoints by hostname. */
export interface HistoricName {
  readonly name: Name;
  readonly namespace: string;
  readonly service: string;
  readonly host: string | undefined;
}

/** The first of some names that is, or was, the name of a Service or of one of its pods. */
export function historicName(
  zone: Zone,
  names: readonly Name[],
  happenings: readonly Happening[],
): HistoricName | undefined {
  for (const name of names) {
    const place = zone.placeOf(name);
    const path = place?.labels.at(-1) === "svc" ? servicePath(place.labels) : undefined;
    if (path === undefined || path.port !== undefined || path.service === "") continue;
    const { namespace, service, endpoint: host } = path;
    const isKnown =
      zone.service(namespace, service) !== undefined ||
      happenings.some((one) => one.kind === "name" && one.namespace === namespace && one.name.endsWith(`.${service}`));
    if (isKnown) return { name, namespace, service, host };
  }
  return undefined;
}

/** Hosts of a Service with their addresses. */
type Hosts = Map<string, readonly string[]>;

function hostOf({ name }: Happening): string {
  return name.slice(0, name.indexOf("."));
}

/** The hosts as they were before the first happening: those that vanish first, and those never heard of since. */
function hostsBefore(zone: Zone, { namespace, service }: HistoricName, happenings: readonly Happening[]): Hosts {
  const hosts: Hosts = new Map();
  const seen = new Set<string>();
  for (const happening of happenings) {
    const host = hostOf(happening);
    if (!seen.has(host) && happening.effect === "vanishes") hosts.set(host, happening.addresses ?? []);
    seen.add(host);
  }
  const known = zone.service(namespace, service);
  for (const { label, host } of known === undefined ? [] : zone.entries(known).all) {
    if (seen.has(label)) continue;
    const addresses = hosts.get(label) ?? [];
    if (!addresses.includes(host)) hosts.set(label, [...addresses, host]);
  }
  return hosts;
}

function addressesNow({ host }: HistoricName, hosts: Hosts): readonly string[] {
  return host === undefined ? [...new Set([...hosts.values()].flat())].sort() : (hosts.get(host) ?? []);
}

/**
 * What a name answered from the start of a history's part that begins with `from`: first as it was then, then each
 * change. A Service with an address of its own has had that one all the time.
 */
export function nameHistory(
  zone: Zone,
  target: HistoricName,
  history: { readonly happenings: readonly Happening[]; readonly from: number; readonly start: Instant },
): readonly NameMoment[] {
  const service = zone.service(target.namespace, target.service);
  if (target.host === undefined && service !== undefined && !isHeadless(service)) {
    return [{ at: history.start, addresses: zone.clusterIps(service).map(({ text }) => text) }];
  }
  const ours = history.happenings.filter(
    ({ kind, namespace, name }) =>
      kind === "name" && namespace === target.namespace && name.slice(name.indexOf(".") + 1) === target.service,
  );
  const hosts = hostsBefore(zone, target, ours);
  const moments: NameMoment[] = [];
  const note = (at: Instant): void => {
    const addresses = addressesNow(target, hosts);
    // What was at the start stays, so that a change at that very instant is seen as one.
    if (moments.length > 1 && moments.at(-1)?.at === at) moments.pop();
    const last = moments.at(-1);
    if (last === undefined || !sameJson(last.addresses, addresses)) moments.push({ at, addresses });
  };
  for (const happening of ours) {
    if (happening.seq >= history.from && moments.length === 0) note(history.start);
    if (happening.effect === "resolves") hosts.set(hostOf(happening), happening.addresses ?? []);
    else hosts.delete(hostOf(happening));
    if (happening.seq >= history.from) note(happening.at);
  }
  if (moments.length === 0) note(history.start);
  return moments;
}

export interface CachedClient {
  /** Milliseconds for which an answer is kept, and a failure too. */
  readonly cacheMs: number;
  /** Milliseconds between two questions of the client. */
  readonly retryMs: number;
}

/** Questions that are asked at most; a client that asks more often than that is not followed to the end. */
const MAX_QUESTIONS = 100_000;

/** The last of some moments that is not after a time. */
function momentAt(moments: readonly NameMoment[], time: Instant): NameMoment | undefined {
  return moments.findLast(({ at }) => at <= time);
}

/** What a client sees that asks again and again through a cache, and first just before the history begins. */
export function seenThroughCache(
  moments: readonly NameMoment[],
  { cacheMs, retryMs }: CachedClient,
): readonly NameMoment[] {
  const [first] = moments;
  const last = moments.at(-1);
  if (first === undefined || last === undefined) return [];
  const seen: NameMoment[] = [];
  let kept: readonly string[] = [];
  let keptUntil = first.at;
  for (
    let count = 0, at = first.at;
    count < MAX_QUESTIONS && at <= last.at + cacheMs + retryMs;
    count++, at += retryMs
  ) {
    if (at >= keptUntil) {
      const moment = count === 0 ? first : momentAt(moments, at);
      kept = moment?.addresses ?? [];
      keptUntil = at + cacheMs;
    }
    const before = seen.at(-1);
    if (before === undefined || !sameJson(before.addresses, kept)) seen.push({ at, addresses: kept });
  }
  return seen;
}

/** Milliseconds for which a name that was answered at some time had no answer, up to the last change. */
export function unansweredMs(moments: readonly NameMoment[]): number {
  return moments.reduce((sum, { at, addresses }, index) => {
    const next = moments[index + 1];
    return next === undefined || addresses.length > 0 ? sum : sum + next.at - at;
  }, 0);
}

/** Milliseconds for which a client was led to an address that the name had no more, up to its last change. */
export function misledMs(moments: readonly NameMoment[], seen: readonly NameMoment[]): number {
  const times = [...new Set([...moments, ...seen].map(({ at }) => at))].sort((a, b) => a - b);
  return times.reduce((sum, at, index) => {
    const right = momentAt(moments, at)?.addresses ?? [];
    const isMisled = momentAt(seen, at)?.addresses.some((address) => !right.includes(address)) === true;
    return isMisled ? sum + (times[index + 1] ?? at) - at : sum;
  }, 0);
}
