import { isHeadless, selectsPods, type Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { podsLabelled } from "../../cluster/selected-pods.ts";
import { addressOf } from "../address.ts";
import { servicePath, type ServicePath } from "../candidates.ts";
import { lowerLabel, printName, type Name } from "../name.ts";
import type { Question } from "../question.ts";
import type { Zone } from "../zone.ts";
import { whyNoEndpoint } from "./endpoint-name.ts";
import { quoted, whyPodIsNotListed } from "./pod-state.ts";
import type { Because } from "./reason.ts";

/** Why a Service has no ready endpoint at all. */
function whyNoEndpoints(zone: Zone, service: Service): Because {
  const selector = service.spec.selector ?? {};
  if (!selectsPods(service)) {
    const text = `${quoted(service)} has no selector and nobody has written an EndpointSlice for it`;
    return { reason: "no-selector", text, resolves: "with a selector that matches pods" };
  }
  const pods = podsLabelled(zone.view, namespaceOf(service), selector);
  const pairs = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const [first] = pods;
  if (first === undefined) {
    const labels = pairs.length === 1 ? "that label" : "these labels";
    const text = `${quoted(service)} selects ${pairs.join(",")} and no pod has ${labels}`;
    return { reason: "selects-nothing", text, resolves: "when there are ready pods with these labels" };
  }
  const why = whyPodIsNotListed(first, service);
  if (why === undefined) {
    const text = `the EndpointSlices of ${quoted(service)} list none of its ${pods.length} pods yet`;
    return { reason: "not-listed-yet", text, resolves: "when the controllers have run: stsctl sim run" };
  }
  if (pods.length === 1) return why;
  const text = `none of the ${pods.length} pods of ${quoted(service)} is ready: ${why.text}`;
  return {
    reason: "no-ready-pod",
    text,
    ...(why.resolves === undefined ? {} : { resolves: "when one of them is ready" }),
  };
}

function portNames(service: Service): string {
  const names = (service.spec.ports ?? []).map(({ name, port, protocol = "TCP" }) =>
    name === undefined ? `${port}/${protocol} without a name` : `_${name}._${protocol.toLowerCase()}`,
  );
  return names.length === 0 ? "no ports" : names.join(", ");
}

function whyNoPort(zone: Zone, service: Service, { port = "", protocol = "" }: ServicePath): Because {
  const ports = service.spec.ports ?? [];
  const name = service.metadata.name;
  if (isHeadless(service) && zone.entries(service).all.length === 0) return whyNoEndpoints(zone, service);
  if (ports.length === 0) return { reason: "no-ports", text: `${quoted(service)} has no ports` };
  const named = ports.find((one) => lowerLabel(one.name ?? "") === port);
  if (named !== undefined && port !== "" && lowerLabel(named.protocol ?? "TCP") !== protocol) {
    const right = lowerLabel(named.protocol ?? "TCP");
    const text = `port "${port}" of ${quoted(service)} is ${right.toUpperCase()}, not ${protocol.toUpperCase()}`;
    return { reason: "wrong-protocol", text, resolves: `as _${port}._${right}.${name}` };
  }
  if (named !== undefined) {
    const text = `no pod of ${quoted(service)} has a container port named ${JSON.stringify(named.targetPort ?? port)}`;
    return { reason: "no-such-port", text, resolves: "when a container names that port" };
  }
  const numbered = ports.find((one) => String(one.port) === port);
  const text = `${quoted(service)} has no port named "${port}": it has ${portNames(service)}`;
  if (numbered === undefined) return { reason: "no-such-port", text };
  const resolves =
    numbered.name === undefined ? "when the port has a name" : `as _${numbered.name}._${protocol}.${name}`;
  return { reason: "port-by-number", text: `ports are asked for by name, not by number; ${text}`, resolves };
}

function whyNoAlias(service: Service, { endpoint, port = "", protocol = "" }: ServicePath, type: string): Because {
  const target = service.spec.externalName ?? "";
  if (endpoint !== undefined || port !== "" || protocol !== "") {
    const what = `of type ExternalName: it is an alias of ${target}`;
    const text = `${quoted(service)} is ${what}, and there are no names below it`;
    return { reason: "below-external-name", text };
  }
  if (addressOf(target) !== undefined) {
    const text = `the externalName of ${quoted(service)} is the address ${target}, and an alias needs a name`;
    return {
      reason: "external-name-is-address",
      text,
      resolves: "with a Service without selector and an EndpointSlice",
    };
  }
  if (type === "A" || type === "AAAA") {
    const text = `${quoted(service)} is an alias of ${target}, which has no ${type} record or leads back to itself`;
    return { reason: "alias-target-missing", text, resolves: `when ${target} does` };
  }
  return {
    reason: "no-such-type",
    text: `${quoted(service)} is an alias: it has a CNAME record and no ${type} record`,
  };
}

/** Why an existing name has no records of a type. */
function whyNoData(zone: Zone, service: Service, type: string): Because {
  const addresses = isHeadless(service)
    ? zone.entries(service).all.flatMap(({ address }) => address ?? [])
    : zone.clusterIps(service);
  if (type === "A" || type === "AAAA") {
    const [has, wants] = type === "A" ? ["IPv6", "IPv4"] : ["IPv4", "IPv6"];
    const text = `${quoted(service)} has only ${has} addresses`;
    const resolves = `with --type ${type === "A" ? "AAAA" : "A"}, or as ${wants} when its ipFamilies have that as well`;
    return { reason: "other-family", text, ...(addresses.length > 0 ? { resolves } : {}) };
  }
  if (type === "SRV") {
    const has = (service.spec.ports ?? []).length === 0;
    const text = has ? `${quoted(service)} has no ports` : `no pod of ${quoted(service)} has one of its ports`;
    return {
      reason: "no-ports",
      text,
      resolves: has ? "when the Service has a port" : "when a container names that port",
    };
  }
  return { reason: "no-such-type", text: `names of Services have no ${type} records` };
}

function whyNoService(zone: Zone, { service: name, namespace, endpoint }: ServicePath): Because {
  const text = `Service "${name}" does not exist in namespace "${namespace}"`;
  const { view } = zone;
  const pod = view.get("Pod", namespace, name);
  if (pod !== undefined) {
    const { hostname, subdomain = "" } = pod.spec;
    const resolves = hostname === undefined || subdomain === "" ? {} : { resolves: `as ${hostname}.${subdomain}` };
    const what = `"${name}" is a pod, not a Service: names of pods stand under their Service`;
    return { reason: "pod-is-no-service", text: what, ...resolves };
  }
  const set = view.list("StatefulSet", namespace).find(({ spec }) => spec.serviceName === name);
  if (set !== undefined) {
    const more = `StatefulSet "${set.metadata.name}" names it as its serviceName, but it does not create it`;
    return {
      reason: "governing-service-missing",
      text: `${text}: ${more}`,
      resolves: "when somebody creates the Service",
    };
  }
  const namesake = view.get("StatefulSet", namespace, name)?.spec.serviceName ?? "";
  if (namesake !== "") {
    const more = `"${name}" is a StatefulSet; its pods are named under Service "${namesake}"`;
    const prefix = endpoint === undefined ? "" : `${endpoint}.`;
    return { reason: "no-service", text: `${text}: ${more}`, resolves: `as ${prefix}${namesake}` };
  }
  const elsewhere = view.list("Service").filter((one) => one.metadata.name === name);
  const [other] = elsewhere;
  const prefix = endpoint === undefined ? "" : `${endpoint}.`;
  const resolves = other === undefined ? {} : { resolves: `as ${prefix}${name}.${namespaceOf(other)}` };
  return { reason: "no-service", text, ...resolves };
}

function whyOfService(zone: Zone, service: Service, path: ServicePath, type: string): Because {
  if (service.spec.type === "ExternalName") return whyNoAlias(service, path, type);
  if (path.endpoint !== undefined) {
    const found = zone.entries(service).labelled(path.endpoint);
    return found.length === 0 ? whyNoEndpoint(zone, service, path.endpoint) : whyNoData(zone, service, type);
  }
  const { port = "", protocol = "" } = path;
  const asksPort = port !== "" || protocol !== "";
  if (isHeadless(service)) {
    const entries = zone.entries(service);
    if (entries.all.length === 0) return whyNoEndpoints(zone, service);
    return asksPort && entries.withPort(port, protocol).length === 0
      ? whyNoPort(zone, service, path)
      : whyNoData(zone, service, type);
  }
  if (zone.clusterIps(service).length === 0) {
    const text = `${quoted(service)} has no cluster IP`;
    return { reason: "no-cluster-ip", text, resolves: "when the API server has given it one" };
  }
  const hasPort = (service.spec.ports ?? []).some(
    (one) =>
      (port === "" || lowerLabel(one.name ?? "") === port) &&
      (protocol === "" || lowerLabel(one.protocol ?? "TCP") === protocol),
  );
  return asksPort && !hasPort ? whyNoPort(zone, service, path) : whyNoData(zone, service, type);
}

/** Why a name below `svc` has no answer. The namespace exists. */
export function whyNoServiceName(zone: Zone, labels: Name, { name, type }: Question): Because {
  if (labels.some((label) => label === "*")) {
    return { reason: "wildcard", text: "there are no wildcards: a label matches itself alone" };
  }
  if (labels.length === 2) {
    return { reason: "namespace-node", text: `${printName(name)} is a namespace: it has no ${type} record itself` };
  }
  const path = servicePath(labels);
  if (path === undefined) {
    const text = "there are more labels before the Service's name than a pod's, or a port's and a protocol's";
    return { reason: "too-many-labels", text };
  }
  const service = zone.service(path.namespace, path.service);
  return service === undefined ? whyNoService(zone, path) : whyOfService(zone, service, path, type);
}
