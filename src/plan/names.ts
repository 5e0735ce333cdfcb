import { SERVICE_NAME_LABEL, type EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespacedName, namespaceOf } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import { podsLabelled } from "../cluster/selected-pods.ts";
import type { NameChange } from "./model.ts";
import { NameRecord } from "./name-record.ts";
import { selectedNames } from "./selected-names.ts";
import type { Ends } from "./workloads.ts";

/** The host names that happenings tell of, by `namespace/service`. */
type Told = ReadonlyMap<string, ReadonlySet<string>>;

/** What a Service answered in the beginning. */
interface Answers {
  /** The addresses of hosts that happenings tell of. */
  readonly told: Map<string, readonly string[]>;
  /** Whether a host was answered that nothing happens to. */
  hasOthers: boolean;
}

/** `host` and `namespace/service` of a happening to a name. */
function partsOf({ namespace, name }: Happening): { readonly host: string; readonly service: string } {
  const dot = name.indexOf(".");
  return { host: name.slice(0, dot), service: `${namespace}/${name.slice(dot + 1)}` };
}

function toldBy(items: readonly Happening[]): Told {
  const told = new Map<string, Set<string>>();
  for (const item of items) {
    const { host, service } = partsOf(item);
    const hosts = told.get(service);
    if (hosts === undefined) told.set(service, new Set([host]));
    else hosts.add(host);
  }
  return told;
}

function serviceOf(slice: EndpointSlice): string {
  return `${namespaceOf(slice)}/${slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? ""}`;
}

function answersBefore({ before }: Ends, told: Told): ReadonlyMap<string, Answers> {
  const found = new Map<string, Answers>();
  for (const service of told.keys()) found.set(service, { told: new Map(), hasOthers: false });
  for (const slice of before.list("EndpointSlice")) {
    const service = serviceOf(slice);
    const hosts = told.get(service);
    const answers = found.get(service);
    if (hosts === undefined || answers === undefined) continue;
    for (const { hostname, addresses, conditions } of slice.endpoints) {
      if (hostname === undefined || conditions?.ready === false) continue;
      if (hosts.has(hostname)) answers.told.set(hostname, addresses);
      else answers.hasOthers = true;
    }
  }
  return found;
}

/** Pods that a Service selects and that have no address yet, by the names that their addresses are to have. */
function comingTo({ after }: Ends, service: string): readonly string[] {
  const [namespace = "", name = ""] = service.split("/");
  const selector = after.get("Service", namespace, name)?.spec.selector;
  if (selector === undefined) return [];
  const coming = podsLabelled(after, namespace, selector).filter(({ metadata, spec, status }) => {
    return !status?.podIP && spec.subdomain === name && metadata.deletionTimestamp === undefined;
  });
  return coming.map(({ metadata, spec }) => `${namespace}/${spec.hostname ?? metadata.name}.${name}`);
}

/** Names of endpoints, ready or not, and of the Services that have any: `namespace/host.service`, `namespace/service`. */
function listedIn(ends: Ends, told: Told): ReadonlySet<string> {
  const found = new Set<string>();
  for (const slice of ends.after.list("EndpointSlice")) {
    const namespace = namespaceOf(slice);
    const service = slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? "";
    const hosts = told.get(`${namespace}/${service}`);
    if (hosts === undefined) continue;
    if (slice.endpoints.length > 0) found.add(`${namespace}/${service}`);
    for (const { hostname } of slice.endpoints) {
      if (hostname && hosts.has(hostname)) found.add(`${namespace}/${hostname}.${service}`);
    }
  }
  for (const service of told.keys()) {
    const coming = comingTo(ends, service);
    for (const name of coming) found.add(name);
    if (coming.length > 0) found.add(service);
  }
  return found;
}

/** What happened to names of endpoints, and how these are known before and after. */
interface Names {
  readonly items: readonly Happening[];
  readonly start: Instant;
  readonly known: ReadonlyMap<string, Answers>;
  /** Of a name that is no longer answered: whether what it stands for is there. */
  readonly isListed: (id: string) => boolean;
}

function namesIn(happenings: readonly Happening[], start: Instant, ends: Ends): Names {
  const items = happenings.filter(({ kind }) => kind === "name");
  const told = toldBy(items);
  let listed: ReadonlySet<string> | undefined;
  const isListed = (id: string): boolean => (listed ??= listedIn(ends, told)).has(id);
  return { items, start, known: answersBefore(ends, told), isListed };
}

function podNames({ items, start, known, isListed }: Names): readonly NameChange[] {
  const records = new Map<string, { namespace: string; name: string; record: NameRecord }>();
  for (const item of items) {
    const { namespace, name, effect, addresses, at } = item;
    const id = `${namespace}/${name}`;
    let entry = records.get(id);
    if (entry === undefined) {
      const { host, service } = partsOf(item);
      entry = { namespace, name, record: new NameRecord(known.get(service)?.told.get(host) ?? [], start) };
      records.set(id, entry);
    }
    entry.record.answers(effect === "resolves" ? (addresses ?? []) : [], at);
  }
  return [...records].flatMap(([id, { namespace, name, record }]) =>
    record.change(`${name}.${namespace}.svc`, namespace, () => isListed(id)),
  );
}

/** A headless Service over time: it is itself answered with its pods, and without any not at all. */
class Headless {
  readonly record: NameRecord;
  /** Of the hosts that happenings tell of. */
  readonly #answered: Set<string>;
  readonly #hasOthers: boolean;
  #at: Instant;

  constructor({ told, hasOthers }: Answers, start: Instant, at: Instant) {
    this.#answered = new Set(told.keys());
    this.#hasOthers = hasOthers;
    this.record = new NameRecord(this.#answer(), start);
    this.#at = at;
  }

  take(host: string, { effect, at }: Happening): void {
    if (at > this.#at) this.settle();
    this.#at = at;
    if (effect === "resolves") this.#answered.add(host);
    else this.#answered.delete(host);
  }

  /** The instant is over: what it left is the answer. */
  settle(): void {
    this.record.answers(this.#answer(), this.#at);
  }

  #answer(): readonly string[] {
    return this.#hasOthers || this.#answered.size > 0 ? ["pods"] : [];
  }
}

const UNKNOWN: Answers = { told: new Map(), hasOthers: false };

/** A Service that goes is what it was. */
function headlessIn({ before, after }: Ends, service: string): boolean {
  const [namespace = "", name = ""] = service.split("/");
  const found = after.get("Service", namespace, name) ?? before.get("Service", namespace, name);
  return found !== undefined && isHeadless(found);
}

function headlessNames({ items, start, known, isListed }: Names, ends: Ends): readonly NameChange[] {
  const services = new Map<string, Headless>();
  for (const item of items) {
    const { host, service } = partsOf(item);
    if (!headlessIn(ends, service)) continue;
    let headless = services.get(service);
    if (headless === undefined) {
      headless = new Headless(known.get(service) ?? UNKNOWN, start, item.at);
      services.set(service, headless);
    }
    headless.take(host, item);
  }
  return [...services].flatMap(([id, headless]) => {
    headless.settle();
    const [namespace = "", name = ""] = id.split("/");
    return headless.record
      .change(`${name}.${namespace}.svc`, namespace, () => isListed(id))
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
  const ids = new Map([...before, ...after].map((one) => [namespacedName(one), one]));
  return [...ids.values()].flatMap((service) => {
    const { name } = service.metadata;
    const namespace = namespaceOf(service);
    const record = new NameRecord(addressesOf(ends.before.get("Service", namespace, name)), start);
    record.answers(addressesOf(ends.after.get("Service", namespace, name)), start);
    return record.change(`${name}.${namespace}.svc`, namespace, () => false);
  });
}

/** The names that DNS answers otherwise, or not for a while. */
export function nameChanges(happenings: readonly Happening[], start: Instant, ends: Ends): readonly NameChange[] {
  const names = namesIn(happenings, start, ends);
  const told = new Set(names.items.map((item) => partsOf(item).service));
  return [
    ...serviceNames(ends, start),
    ...headlessNames(names, ends),
    ...selectedNames(happenings, start, ends, told),
    ...podNames(names),
  ];
}
