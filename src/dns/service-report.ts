import { isPodReady, type Pod } from "../api/kinds/pod/types.ts";
import { isHeadless, selectsPods, type Service } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import { podsLabelled } from "../cluster/selected-pods.ts";
import { answer } from "./answer.ts";
import type { Entry } from "./endpoints.ts";
import type { Name } from "./name.ts";
import type { DnsRecord } from "./record.ts";
import { because } from "./why/because.ts";
import { whyPodIsNotListed } from "./why/pod-state.ts";
import type { Because } from "./why/reason.ts";
import { forwardRecords, pointersTo, serviceName } from "./zone-records.ts";
import type { Zone } from "./zone.ts";

/** A record, and what it is there for. */
export interface ExplainedRecord {
  readonly record: DnsRecord;
  /** The pod behind it, where it is one pod's. */
  readonly pod?: string;
  readonly isReady?: boolean;
  readonly why: string;
}

/** A name that a pod would have, and does not. */
export interface AbsentName {
  readonly name: Name;
  readonly pod?: string;
  readonly because: Because;
}

/** What DNS has of one Service, and what it has not. */
export interface ServiceReport {
  readonly service: Service;
  readonly kind: "headless" | "cluster IP" | "alias";
  readonly records: readonly ExplainedRecord[];
  readonly absent: readonly AbsentName[];
}

function kindOf(service: Service): ServiceReport["kind"] {
  if (service.spec.type === "ExternalName") return "alias";
  return isHeadless(service) ? "headless" : "cluster IP";
}

function whyListed(pod: Pod | undefined, entry: Entry): string {
  if (pod === undefined) return entry.pod === undefined ? "an EndpointSlice lists it" : `pod ${entry.pod} was ready`;
  const { name } = pod.metadata;
  if (pod.metadata.deletionTimestamp !== undefined)
    return `pod ${name} is terminating, and not-ready addresses are published`;
  return isPodReady(pod) ? `pod ${name} is ready` : `pod ${name} is not ready, and not-ready addresses are published`;
}

/** Finds the endpoint that a record of a Service belongs to: by its owner, by its target, or by its address. */
function endpointOf(entries: readonly Entry[], base: Name): (record: DnsRecord) => Entry | undefined {
  const byLabel = new Map(entries.map((entry) => [entry.label, entry]));
  const byAddress = new Map(entries.map((entry) => [entry.address?.text ?? entry.host, entry]));
  return ({ name, data }) => {
    if (data.type === "SRV" || data.type === "PTR") {
      return data.target.length > base.length ? byLabel.get(data.target[0] ?? "") : undefined;
    }
    const own = name.length > base.length ? byLabel.get(name[0] ?? "") : undefined;
    return own ?? (data.type === "A" || data.type === "AAAA" ? byAddress.get(data.address) : undefined);
  };
}

const OF_KIND = {
  "cluster IP": "the Service's own address, whether or not pods are ready",
  alias: "the Service's externalName",
  headless: "a port of the Service",
} as const;

function allRecords(zone: Zone, service: Service): readonly DnsRecord[] {
  const base = serviceName(zone, service);
  const targets = new Map(
    zone
      .entries(service)
      .all.flatMap(({ address, label }) =>
        address === undefined
          ? []
          : [[`${label} ${address.text}`, { address: address.text, target: [label, ...base] }]],
      ),
  );
  return [
    ...forwardRecords(zone, service),
    ...zone.clusterIps(service).flatMap(({ text }) => pointersTo(zone, text, base)),
    ...[...targets.values()].flatMap(({ address, target }) => pointersTo(zone, address, target)),
  ];
}

function explained(zone: Zone, service: Service): readonly ExplainedRecord[] {
  const { view } = zone;
  const find = endpointOf(zone.entries(service).all, serviceName(zone, service));
  return allRecords(zone, service).map((record) => {
    const entry = kindOf(service) === "cluster IP" && isOwn(zone, service, record) ? undefined : find(record);
    if (entry === undefined) return { record, why: OF_KIND[kindOf(service)] };
    const pod = entry.pod === undefined ? undefined : view.get("Pod", namespaceOf(service), entry.pod);
    const ofPod = entry.pod === undefined ? {} : { pod: entry.pod };
    const ready = pod === undefined ? {} : { isReady: isPodReady(pod) };
    return { record, ...ofPod, ...ready, why: whyListed(pod, entry) };
  });
}

/** Whether a record is at the name of the Service itself or of one of its ports. */
function isOwn(zone: Zone, service: Service, { name }: DnsRecord): boolean {
  const length = serviceName(zone, service).length;
  return name.length === length || (name.length > length && (name[0] ?? "").startsWith("_"));
}

function absentNames(zone: Zone, service: Service): readonly AbsentName[] {
  if (!selectsPods(service)) return [];
  const listed = new Set(zone.entries(service).all.map(({ pod }) => pod));
  const namespace = namespaceOf(service);
  const selected = podsLabelled(zone.view, namespace, service.spec.selector ?? {});
  return selected.flatMap((pod) => {
    const { name } = pod.metadata;
    if (listed.has(name)) return [];
    const why = whyPodIsNotListed(pod, service);
    const { hostname = "", subdomain } = pod.spec;
    const label = hostname !== "" && subdomain === service.metadata.name ? hostname : name;
    return why === undefined ? [] : [{ name: [label, ...serviceName(zone, service)], pod: name, because: why }];
  });
}

/** Why a Service's own name has no address; nothing where it has one. */
function absentSelf(zone: Zone, service: Service): readonly AbsentName[] {
  const name = serviceName(zone, service);
  const type = service.spec.type === "ExternalName" ? "CNAME" : "A";
  const question = { name, type };
  const reply = answer(zone, question);
  if (reply.rcode === "NOERROR") return [];
  const typed = { labels: name, isAbsolute: true };
  return [{ name, because: because(zone, question, { pod: undefined, asksCluster: true, typed }) }];
}

/** Every record of a Service with the reason for it, and every name that one of its pods lacks, with the reason why. */
export function serviceReport(zone: Zone, service: Service): ServiceReport {
  return {
    service,
    kind: kindOf(service),
    records: explained(zone, service),
    absent: [...absentSelf(zone, service), ...absentNames(zone, service)],
  };
}
