import { addressOfReverse } from "../address.ts";
import { lowerName, printName, type Name, type TypedName } from "../name.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Question } from "../question.ts";
import type { Place, Zone } from "../zone.ts";
import { whyNoPodAddress } from "./pod-address.ts";
import { whyNoServiceName } from "./service-name.ts";
import type { Because } from "./reason.ts";

/** What there is to know of a question that found nothing. */
export interface Asked {
  /** The pod that asked, where one did. */
  readonly pod: Pod | undefined;
  /** Whether the question went to the cluster's name server at all. */
  readonly asksCluster: boolean;
  readonly typed: TypedName;
}

function whyElsewhere(pod: Pod): Because {
  const { name } = pod.metadata;
  const policy = pod.spec.dnsPolicy ?? "ClusterFirst";
  const how = pod.spec.hostNetwork === true ? `hostNetwork with dnsPolicy ${policy}` : `dnsPolicy ${policy}`;
  return {
    reason: "other-name-server",
    text: `pod ${name} has ${how}, so it asks other name servers than the cluster's`,
    resolves: `with dnsPolicy: ${pod.spec.hostNetwork === true ? "ClusterFirstWithHostNet" : "ClusterFirst"}`,
  };
}

function whyOutside(zone: Zone, { name }: Question, typed: TypedName): Because {
  const { clusterDomain } = zone.config;
  const nodes = new Set(["svc", "pod"]);
  if (typed.isAbsolute && (nodes.has(name.at(-1) ?? "") || name.length <= 2) && name.length > 0) {
    return {
      reason: "searched-nowhere",
      text: `${printName(name)} ends in a dot, so that no search domain is put behind it`,
      resolves: `without the dot, or in full, below ${clusterDomain}.`,
    };
  }
  const zones = `${clusterDomain}, in-addr.arpa and ip6.arpa`;
  const text = `${printName(name)} lies outside ${zones}, and there is no other name server`;
  return { reason: "outside-zones", text };
}

function whyNoReverse(zone: Zone, labels: Name, apex: Name): Because {
  const address = addressOfReverse(labels, lowerName(apex));
  if (address === undefined) {
    return { reason: "incomplete-address", text: "only the reverse name of a whole address has a record" };
  }
  const held = zone.endpointsAt(address.text).length > 0 || zone.servicesAt(address.text).length > 0;
  if (held) return { reason: "pointer-only", text: `a reverse name has a PTR record and no other; ask for type PTR` };
  const pod = zone.view
    .list("Pod")
    .find(({ status }) => status?.podIPs?.some(({ ip }) => ip === address.text) === true);
  if (pod === undefined) {
    return { reason: "nobody-at-address", text: `no Service and no endpoint has the address ${address.text}` };
  }
  const { name } = pod.metadata;
  const text = `no Service lists ${address.text} as ready; it is the address of pod ${name}`;
  return { reason: "address-not-listed", text, resolves: `when a Service selects pod ${name} and the pod is ready` };
}

/** Names that stand for a level of the tree and have no records of this type. */
function whyNode(place: Place, { name, type }: Question): Because {
  const [first] = place.labels;
  if (place.labels.length === 0) {
    return { reason: "zone-apex", text: `${printName(name)} is the zone itself: it has SOA and NS records only` };
  }
  if (place.labels.length === 2 && first === "ns") {
    return { reason: "name-server", text: `${printName(name)} is the name server: it has addresses only` };
  }
  if (first === "dns-version") return { reason: "version-text", text: "dns-version has a TXT record only" };
  return { reason: "inner-node", text: `"${first ?? ""}" stands between names and has no ${type} record itself` };
}

const WITHOUT_SERVICE = 'names of Services end in "svc", those of pods by address in "pod", before the cluster domain';

function whyInZone(zone: Zone, place: Place, question: Question): Because {
  const { labels } = place;
  const last = labels.at(-1);
  const isNode = last === "svc" || last === "pod";
  const isNameServer = labels.length === 2 && labels[0] === "ns" && last === "dns";
  if (question.type === "SOA") {
    return { reason: "soa-at-apex", text: `the SOA record is at ${printName(place.apex)}` };
  }
  if (labels.length === 0 || isNameServer || last === "dns-version" || (labels.length === 1 && isNode)) {
    return whyNode(place, question);
  }
  if (place.isReverse) return whyNoReverse(zone, labels, place.apex);
  if (!isNode) return whyNoBranch(zone, place, question);
  if (!zone.hasNamespace(labels.at(-2) ?? "")) return whyNoNamespace(zone, labels);
  return last === "pod" ? whyNoPodAddress(zone, labels, question) : whyNoServiceName(zone, labels, question);
}

function whyNoBranch(zone: Zone, { labels }: Place, { name }: Question): Because {
  const [namespace = "", service = ""] = labels.toReversed();
  const known = zone.service(namespace, service) ?? zone.service("default", namespace);
  const text = `${printName(name)} has neither "svc" nor "pod" in its place: ${WITHOUT_SERVICE}`;
  if (known === undefined) return { reason: "neither-svc-nor-pod", text };
  const { name: there, namespace: where = "" } = known.metadata;
  return { reason: "neither-svc-nor-pod", text, resolves: `as ${there}.${where}.svc.${zone.config.clusterDomain}.` };
}

function whyNoNamespace(zone: Zone, labels: Name): Because {
  const missing = labels.at(-2) ?? "";
  const text = `namespace "${missing}" does not exist`;
  const service = labels.at(-3);
  const other = zone.view.list("Service").find(({ metadata }) => metadata.name === service);
  if (other === undefined) return { reason: "no-namespace", text };
  const { name, namespace = "" } = other.metadata;
  return { reason: "no-namespace", text, resolves: `as ${name}.${namespace}, where there is such a Service` };
}

/** Why a question found nothing, from objects and their state, and what would make the name resolve. */
export function because(zone: Zone, question: Question, { asksCluster, pod, typed }: Asked): Because {
  if (!asksCluster && pod !== undefined) return whyElsewhere(pod);
  const place = zone.placeOf(question.name);
  if (place === undefined) return whyOutside(zone, question, typed);
  if (question.type === "AXFR" || question.type === "IXFR") {
    return { reason: "no-transfer", text: "zone transfers are refused; stsctl dns records -o zone prints the zone" };
  }
  return whyInZone(zone, place, question);
}
