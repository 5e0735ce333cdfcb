import { counted } from "../../base/counted.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { addressOf, undashed } from "../address.ts";
import { lowerLabel } from "../name.ts";
import type { Zone } from "../zone.ts";
import { whyPodIsNotListed } from "./pod-state.ts";
import type { Because } from "./reason.ts";

/** The pod that somebody who types this label means: by its hostname, or by its name. */
function podMeant(zone: Zone, namespace: string, label: string): Pod | undefined {
  const named = zone.view.get("Pod", namespace, label);
  if (named !== undefined) return named;
  return zone.view.list("Pod", namespace).find(({ spec }) => lowerLabel(spec.hostname ?? "") === label);
}

function whyNoPod(zone: Zone, service: Service, label: string): Because {
  const [, set = "", ordinal = ""] = /^(.+)-([0-9]+)$/.exec(label) ?? [];
  const owner = zone.view.get("StatefulSet", namespaceOf(service), set);
  if (owner === undefined) {
    const text = `no pod in namespace "${namespaceOf(service)}" has the hostname "${label}"`;
    return { reason: "no-pod", text };
  }
  return whyNotOfSet(owner, service, Number(ordinal));
}

function whyNotOfSet({ metadata: { name }, spec }: StatefulSet, service: Service, ordinal: number): Because {
  const governing = spec.serviceName ?? "";
  const pod = `${name}-${ordinal}`;
  if (governing !== service.metadata.name) return otherGoverning(`StatefulSet "${name}"`, pod, governing, service);
  const start = spec.ordinals?.start ?? 0;
  const replicas = spec.replicas ?? 1;
  if (ordinal >= start && ordinal < start + replicas) {
    const text = `StatefulSet "${name}" has not created pod ${pod} yet`;
    return { reason: "pod-not-created", text, resolves: "when the pod is created and ready" };
  }
  const range = replicas === 0 ? "none" : `${name}-${start} to ${name}-${start + replicas - 1}`;
  const count = counted(replicas, "replica");
  const text = `there is no pod ${pod}: StatefulSet "${name}" has ${count}, ${range}`;
  const needed = ordinal - start + 1;
  return { reason: "beyond-replicas", text, ...(needed > 0 ? { resolves: `with replicas: ${needed} or more` } : {}) };
}

function otherGoverning(owner: string, pod: string, governing: string, service: Service): Because {
  if (governing === "") {
    const text = `${owner} has no governing Service, so its pods have no names`;
    return { reason: "pod-without-subdomain", text, resolves: `with serviceName: ${service.metadata.name}` };
  }
  const text = `the pods of ${owner} are named under Service "${governing}", not "${service.metadata.name}"`;
  return { reason: "other-subdomain", text, resolves: `as ${pod}.${governing}` };
}

/** Why a pod's hostname is not a name under a Service; undefined when it would be, if the pod was listed. */
function whyNotNamed(pod: Pod, service: Service, label: string): Because | undefined {
  const { hostname = "", subdomain = "" } = pod.spec;
  const { name } = pod.metadata;
  const own = pod.status?.podIP?.replaceAll(".", "-");
  if (hostname === "") {
    const text = `pod ${name} has no hostname, so it is known by its address alone`;
    const resolves = own === undefined ? {} : { resolves: `as ${own}.${service.metadata.name}` };
    return { reason: "pod-without-hostname", text, ...resolves };
  }
  if (subdomain === "") {
    const text = `pod ${name} has a hostname but no subdomain, so it is known by its address alone`;
    return { reason: "pod-without-subdomain", text, resolves: `with subdomain: ${service.metadata.name}` };
  }
  if (subdomain !== service.metadata.name) {
    const other = `Service "${service.metadata.name}"`;
    const text = `pod ${name} has subdomain "${subdomain}", so its name is not under ${other}`;
    return { reason: "other-subdomain", text, resolves: `as ${hostname}.${subdomain}, where that Service selects it` };
  }
  if (lowerLabel(hostname) === label) return undefined;
  const text = `the hostname of pod ${name} is "${hostname}"`;
  return { reason: "no-pod", text, resolves: `as ${hostname}.${service.metadata.name}` };
}

/** A label that is an address with dashes: an endpoint has it only when it has no hostname. */
function whyNotByAddress(zone: Zone, service: Service, address: string): Because {
  const entry = zone.entries(service).all.find((one) => one.address?.text === address);
  if (entry !== undefined) {
    const text = `the endpoint at ${address} has the hostname "${entry.label}", and so no name by its address`;
    return { reason: "hostname-in-place-of-address", text, resolves: `as ${entry.label}.${service.metadata.name}` };
  }
  const pod = zone.view
    .list("Pod", namespaceOf(service))
    .find(({ status }) => status?.podIP === address || status?.podIPs?.some(({ ip }) => ip === address) === true);
  const why = pod === undefined ? undefined : whyPodIsNotListed(pod, service);
  if (why !== undefined) return why;
  const text = `Service "${service.metadata.name}" has no ready endpoint at ${address}`;
  return { reason: "nobody-at-address", text };
}

/** Why `LABEL.SERVICE` does not exist, although the Service does. */
export function whyNoEndpoint(zone: Zone, service: Service, label: string): Because {
  const address = addressOf(undashed(label));
  const pod = podMeant(zone, namespaceOf(service), label);
  if (pod === undefined) {
    return address === undefined ? whyNoPod(zone, service, label) : whyNotByAddress(zone, service, address.text);
  }
  const why = whyNotNamed(pod, service, label) ?? whyPodIsNotListed(pod, service);
  if (why !== undefined) return why;
  const text = `the EndpointSlices of Service "${service.metadata.name}" do not list pod ${pod.metadata.name} yet`;
  return { reason: "not-listed-yet", text, resolves: "when the controllers have run: stsctl sim run" };
}
