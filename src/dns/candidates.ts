import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import { addressOf, undashed } from "./address.ts";
import { portMatches, type Candidate } from "./endpoints.ts";
import { lowerLabel, type Name } from "./name.ts";
import { nameServers } from "./name-servers.ts";
import type { Place, Zone } from "./zone.ts";

/** What a name has. `empty`: it exists and has nothing. `missing`: it does not exist. */
export type Found = readonly Candidate[] | "empty" | "missing";

/** Labels left of the namespace, taken apart. A leading `_` is stripped from port and protocol. */
export interface ServicePath {
  readonly service: string;
  readonly namespace: string;
  readonly endpoint?: string;
  readonly port?: string;
  readonly protocol?: string;
}

function stripped(label: string): string {
  return label.startsWith("_") ? label.slice(1) : label;
}

/**
 * Takes apart labels that end in `SERVICE.NAMESPACE.svc` or `.pod`; undefined when more than two stand before them.
 * @see coredns, plugin/kubernetes/parse.go, `parseRequest` (1.14)
 */
export function servicePath(labels: Name): ServicePath | undefined {
  const [namespace = "", service = "", ...rest] = labels.slice(0, -1).reverse();
  const [last, before, ...more] = rest;
  if (more.length > 0) return undefined;
  if (last === undefined) return { service, namespace };
  if (before === undefined) return { service, namespace, endpoint: last };
  return { service, namespace, port: stripped(before), protocol: stripped(last) };
}

function found(candidates: readonly Candidate[]): Found {
  return candidates.length === 0 ? "missing" : candidates;
}

function ofExternalName(service: Service, { endpoint, port = "", protocol = "" }: ServicePath): Found {
  const host = service.spec.externalName ?? "";
  if (endpoint !== undefined || port !== "" || protocol !== "") return "missing";
  return addressOf(host) !== undefined || host === "" ? "missing" : [{ address: undefined, host, port: -1, owner: [] }];
}

/** The candidates of a Service that has addresses of its own: each of its ports with each of them. */
function ofClusterIps(zone: Zone, service: Service, { port = "", protocol = "" }: ServicePath): readonly Candidate[] {
  const owner = [service.metadata.name, namespaceOf(service), "svc"];
  const ports = service.spec.ports ?? [];
  const kinds = ports.map((one) => ({
    kind: { name: lowerLabel(one.name ?? ""), protocol: lowerLabel(one.protocol ?? "TCP") },
    number: one.port,
  }));
  const wanted = (kinds.length === 0 ? [{ kind: { name: "", protocol: "" }, number: -1 }] : kinds).filter(({ kind }) =>
    portMatches(kind, port, protocol),
  );
  return wanted.flatMap(({ number }) =>
    zone.clusterIps(service).map((address) => ({ address, host: address.text, port: number, owner })),
  );
}

/** @see coredns, plugin/kubernetes/kubernetes.go, `findServices` (1.14) */
function ofService(zone: Zone, path: ServicePath): Found {
  const service = zone.service(path.namespace, path.service);
  if (service === undefined) return "missing";
  if (service.spec.type === "ExternalName") return ofExternalName(service, path);
  if (path.endpoint !== undefined) return found(zone.entries(service).labelled(path.endpoint));
  if (isHeadless(service)) return found(zone.entries(service).withPort(path.port ?? "", path.protocol ?? ""));
  return found(ofClusterIps(zone, service, path));
}

/** @see coredns, plugin/kubernetes/kubernetes.go, `findPods` (1.14) */
function ofPodAddress(zone: Zone, { service: label, namespace }: ServicePath): Found {
  const text = undashed(label);
  const address = addressOf(text);
  if (address === undefined) return "missing";
  if (zone.config.pods === "verified" && zone.podAt(namespace, text) === undefined) return "missing";
  return [{ address, host: text, port: 0, owner: [label, namespace, "pod"] }];
}

function belowNamespaces(zone: Zone, labels: Name): Found {
  const isPod = labels.at(-1) === "pod";
  const path = servicePath(labels);
  if (isPod && zone.config.pods === "disabled") return "missing";
  if (!zone.hasNamespace(labels.at(-2) ?? "")) return "missing";
  if (labels.length === 2) return "empty";
  if (path === undefined) return "missing";
  return isPod ? ofPodAddress(zone, path) : ofService(zone, path);
}

/**
 * What a name in a zone can be answered with. `type` matters for the name server's own name alone.
 * @see coredns, plugin/kubernetes/kubernetes.go, `Services` and `Records` (1.14)
 */
export function candidatesOf(zone: Zone, { labels, isReverse }: Place, type: string): Found {
  const last = labels.at(-1);
  const isNode = last === "svc" || last === "pod";
  if (labels.length === 0 || (labels.length === 1 && isNode)) return "empty";
  if (labels.length === 2 && labels[0] === "ns" && last === "dns") return ofNameServer(zone, type);
  if (!isNode || isReverse) return "missing";
  return belowNamespaces(zone, labels);
}

function ofNameServer(zone: Zone, type: string): Found {
  if (type === "TXT" || type === "PTR") return "missing";
  const addresses = nameServers(zone).map(({ address }) => address);
  return type === "A" || type === "AAAA"
    ? addresses.map((address) => ({ address, host: address.text, port: -1, owner: [] }))
    : "empty";
}
