import { SERVICE_NAME_LABEL } from "../api/kinds/endpointslice/types.ts";
import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import { sameJson } from "../base/json.ts";
import type { Happening } from "../cluster/happening.ts";
import type { NameChange, NameFate } from "./model.ts";
import type { Ends } from "./workloads.ts";

type Answers = Map<string, readonly string[]>;

/** Host names that are answered, by `namespace/service`, in the slices of the beginning. */
function answersBefore({ before }: Ends, services: ReadonlySet<string>): ReadonlyMap<string, Answers> {
  const found = new Map<string, Answers>([...services].map((id) => [id, new Map()]));
  for (const slice of before.list("EndpointSlice")) {
    const answers = found.get(`${namespaceOf(slice)}/${slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? ""}`);
    for (const { hostname, addresses, conditions } of answers === undefined ? [] : slice.endpoints) {
      if (hostname !== undefined && conditions?.ready !== false) answers?.set(hostname, addresses);
    }
  }
  return found;
}

/** How long caches keep a miss: the SOA's minimum and TTL. @see RFC 2308; CoreDNS, plugin `kubernetes`, `ttl` */
export const MISS_CACHED_MS = 30_000;

/** One name over time. */
class Record {
  readonly before: readonly string[];
  readonly #start: Instant;
  after: readonly string[];
  unansweredMs = 0;
  firstAt: Instant | undefined;
  #goneAt: Instant | undefined;

  constructor(before: readonly string[], start: Instant) {
    this.before = before;
    this.after = before;
    this.#start = start;
  }

  answers(addresses: readonly string[], at: Instant): void {
    this.firstAt ??= at;
    if (addresses.length === 0) this.#goneAt ??= at;
    else if (this.#goneAt !== undefined) {
      this.unansweredMs += at - this.#goneAt;
      this.#goneAt = undefined;
    }
    this.after = addresses;
  }

  fate(isListed: boolean): NameFate | undefined {
    if (this.before.length === 0) return this.after.length === 0 ? undefined : "appears";
    if (this.after.length === 0) return isListed ? "unanswered" : "vanishes";
    if (!sameJson([...this.before].sort(), [...this.after].sort())) return "changes";
    return this.unansweredMs > 0 ? "interrupted" : undefined;
  }

  /** `isListed`: whether what the name stands for is there in the end, ready or not. */
  change(name: string, namespace: string, isListed: boolean): readonly NameChange[] {
    const fate = this.fate(isListed);
    if (fate === undefined) return [];
    const { before, after } = this;
    const atMs = (this.firstAt ?? this.#start) - this.#start;
    const unansweredMs = fate === "changes" || fate === "interrupted" ? this.unansweredMs : 0;
    const isMissed = fate === "appears" || unansweredMs > 0;
    const cachedMs = isMissed ? unansweredMs + MISS_CACHED_MS : 0;
    return [{ name, namespace, fate, before, after, unansweredMs, cachedMs, atMs }];
  }
}

/** Names of endpoints, ready or not, and of the Services that have any: `namespace/host.service`, `namespace/service`. */
function listedIn({ after }: Ends, services: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const slice of after.list("EndpointSlice")) {
    const namespace = namespaceOf(slice);
    const service = slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? "";
    if (!services.has(`${namespace}/${service}`)) continue;
    if (slice.endpoints.length > 0) found.add(`${namespace}/${service}`);
    for (const { hostname } of slice.endpoints) if (hostname) found.add(`${namespace}/${hostname}.${service}`);
  }
  return found;
}

function podNames(happenings: readonly Happening[], start: Instant, ends: Ends): readonly NameChange[] {
  const items = happenings.filter(({ kind }) => kind === "name");
  const services = new Set(items.map(({ namespace, name }) => `${namespace}/${name.slice(name.indexOf(".") + 1)}`));
  const known = answersBefore(ends, services);
  const listed = listedIn(ends, services);
  const records = new Map<string, { namespace: string; name: string; record: Record }>();
  for (const { namespace, name, effect, addresses, at } of items) {
    const dot = name.indexOf(".");
    const id = `${namespace}/${name}`;
    const entry = records.get(id) ?? {
      namespace,
      name,
      record: new Record(known.get(`${namespace}/${name.slice(dot + 1)}`)?.get(name.slice(0, dot)) ?? [], start),
    };
    records.set(id, entry);
    entry.record.answers(effect === "resolves" ? (addresses ?? []) : [], at);
  }
  return [...records].flatMap(([id, { namespace, name, record }]) =>
    record.change(`${name}.${namespace}.svc`, namespace, listed.has(id)),
  );
}

/** A headless Service is itself answered with its pods: without any it has no answer. */
function headlessNames(happenings: readonly Happening[], start: Instant, ends: Ends): readonly NameChange[] {
  const items = happenings.filter(({ kind }) => kind === "name");
  const services = new Set(items.map(({ namespace, name }) => `${namespace}/${name.slice(name.indexOf(".") + 1)}`));
  const known = answersBefore(ends, services);
  const listed = listedIn(ends, services);
  const records = new Map<string, { answered: Set<string>; record: Record; at: Instant }>();
  const settle = (entry: { answered: Set<string>; record: Record; at: Instant }): void =>
    entry.record.answers(entry.answered.size === 0 ? [] : ["pods"], entry.at);
  for (const { namespace, name, effect, at } of items) {
    const dot = name.indexOf(".");
    const id = `${namespace}/${name.slice(dot + 1)}`;
    const first = [...(known.get(id)?.keys() ?? [])];
    const entry = records.get(id) ?? {
      answered: new Set(first),
      record: new Record(first.length === 0 ? [] : ["pods"], start),
      at,
    };
    records.set(id, entry);
    if (at > entry.at) settle(entry);
    entry.at = at;
    if (effect === "resolves") entry.answered.add(name.slice(0, dot));
    else entry.answered.delete(name.slice(0, dot));
  }
  return [...records].flatMap(([id, entry]) => {
    settle(entry);
    const [namespace = "", name = ""] = id.split("/");
    return entry.record
      .change(`${name}.${namespace}.svc`, namespace, listed.has(id))
      .map((change) => ({ ...change, before: [], after: [] }));
  });
}

function addressesOf(service: Service | undefined): readonly string[] {
  if (service === undefined || isHeadless(service)) return [];
  if (service.spec.type === "ExternalName") return [service.spec.externalName ?? ""];
  return service.spec.clusterIPs ?? [];
}

/** Services with an address of their own come and go with their objects. */
function serviceNames(ends: Ends, start: Instant): readonly NameChange[] {
  const before = ends.before.list("Service");
  const after = ends.after.list("Service");
  const ids = new Map([...before, ...after].map((one) => [`${namespaceOf(one)}/${one.metadata.name}`, one]));
  return [...ids.values()].flatMap((service) => {
    const { name } = service.metadata;
    const namespace = namespaceOf(service);
    const record = new Record(addressesOf(ends.before.get("Service", namespace, name)), start);
    record.answers(addressesOf(ends.after.get("Service", namespace, name)), start);
    return record.change(`${name}.${namespace}.svc`, namespace, false);
  });
}

/** The names that DNS answers otherwise, or not for a while. */
export function nameChanges(happenings: readonly Happening[], start: Instant, ends: Ends): readonly NameChange[] {
  return [
    ...serviceNames(ends, start),
    ...headlessNames(happenings, start, ends),
    ...podNames(happenings, start, ends),
  ];
}
