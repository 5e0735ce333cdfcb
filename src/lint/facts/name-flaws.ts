import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { CLUSTER_DOMAIN, domainFlaw } from "./cluster-domain.ts";
import type { HostName } from "./dns-names.ts";
import { mayBeMade } from "./makers.ts";
import { hasOrdinal, ordinalsOf, printPods, splitOrdinal } from "./ordinals.ts";
import type { Project } from "../project.ts";
import { setsUnder } from "./selection.ts";

/** Why a name answers NXDOMAIN, and which one was probably meant. */
export interface NameFlaw {
  readonly because: string;
  readonly write?: string;
  /** What to do where the name itself is right. */
  readonly fix?: string;
}

/** Where a name is looked up: the namespace of the pod that asks, and all manifests. */
interface Place {
  readonly own: string;
  readonly project: Project;
}

/** A name taken apart: `db-0.db.shop.svc.cluster.local`. */
interface PodAddress {
  readonly pod: string;
  readonly service: string;
  readonly namespace: string;
}

/** Services by name, those of all namespaces together. */
export function servicesNamed(project: Project): ReadonlyMap<string, readonly Service[]> {
  const byName = new Map<string, Service[]>();
  for (const service of project.list("Service")) {
    const list = byName.get(service.metadata.name);
    if (list === undefined) byName.set(service.metadata.name, [service]);
    else list.push(service);
  }
  return byName;
}

function setsNamed(project: Project): ReadonlyMap<string, StatefulSet> {
  return new Map(project.list("StatefulSet").map((set) => [set.metadata.name, set]));
}

function namespaces(project: Project): ReadonlySet<string> {
  return new Set([...project.list("Service"), ...project.list("StatefulSet")].map(namespaceOf));
}

/** The set that has a pod of this name in this namespace, whatever its ordinals. */
function setOf(pod: string, namespace: string, project: Project): StatefulSet | undefined {
  return project.find("StatefulSet", namespace, splitOrdinal(pod)?.base ?? "");
}

/** Whether some pod has this host name below this Service: of a set, or by its own `hostname` and `subdomain`. */
function isPublished({ pod, service, namespace }: PodAddress, project: Project): boolean {
  const sets = setsUnder(project, namespace, service);
  const { base = "" } = splitOrdinal(pod) ?? {};
  if (sets.some(({ metadata }) => metadata.name === base)) return true;
  return project.workloads(namespace).some(({ spec }) => spec.hostname === pod && spec.subdomain === service);
}

function servicesOf(project: Project, namespace: string): readonly string[] {
  return project.list("Service", namespace).map(({ metadata }) => metadata.name);
}

/** The name of a pod of a known set below something that is not its governing Service. */
function misplaced(
  { pod, service, namespace }: PodAddress,
  set: StatefulSet,
  project: Project,
  isSure: boolean,
): NameFlaw | undefined {
  const governing = set.spec.serviceName ?? "";
  if (governing === "") return { because: `StatefulSet ${set.metadata.name} has no serviceName` };
  const write = `${pod}.${governing}`;
  if (project.find("Service", namespace, service) !== undefined) {
    return { because: `its pods have names under Service ${governing} only`, write };
  }
  if (service === namespace || service === "svc" || service === "pod") {
    const then = service === namespace ? "namespace" : service;
    return { because: `the Service is left out between pod and ${then}`, write: `${write}.${namespace}` };
  }
  const isNear = suggest(service, [governing, ...servicesOf(project, namespace)]) !== undefined;
  return isNear || isSure
    ? { because: `there is no Service ${service}, the pods are under ${governing}`, write }
    : undefined;
}

/** Whether this is the name of a set that the Service governs, and not of a pod. */
function isSet(name: string, service: string, namespace: string, project: Project): boolean {
  return project.find("StatefulSet", namespace, name)?.spec.serviceName === service;
}

/** Whether this is the name of a set with a number, and no hyphen between them: `db0`. */
function isNumbered(name: string, set: string): boolean {
  return name.startsWith(set) && /^\d+$/.test(name.slice(set.length));
}

/** A right name below a Service that is missing: of sets whose members need names that is told once, of the set. */
function unpublished({ pod, service, namespace }: PodAddress, project: Project): NameFlaw | undefined {
  const set = setOf(pod, namespace, project);
  if (set !== undefined && ordinalsOf(project, set).count > 1) return undefined;
  if (mayBeMade(project, "Service", namespace, service)) return undefined;
  return { because: `there is no Service ${service}`, fix: `add the headless Service ${service}` };
}

/** What is wrong with the address of a pod of a known set. */
function podFlaw(address: PodAddress, { project }: Place, isSure: boolean): NameFlaw | undefined {
  const { pod, service, namespace } = address;
  const exists = project.find("Service", namespace, service) !== undefined;
  if (isPublished(address, project)) return exists ? undefined : unpublished(address, project);
  const set = setOf(pod, namespace, project);
  if (set !== undefined) return misplaced(address, set, project, isSure);
  if (isSet(pod, service, namespace, project)) {
    return { because: `${pod} is the set, its pods are called ${pod}-0 and so on`, write: `${pod}-0.${service}` };
  }
  const [first] = setsUnder(project, namespace, service);
  if (!exists || first === undefined) return undefined;
  const { name } = first.metadata;
  if (!/-\d+$/.test(pod) && !isNumbered(pod, name)) return undefined;
  return { because: `no pod of Service ${service} has this name, they are called ${name}-0 and so on` };
}

/** `db-0.db` where neither is in this namespace, and both are in another one. */
function elsewhere(pod: string, service: string, { own, project }: Place): NameFlaw | undefined {
  if (setOf(pod, own, project) !== undefined || project.find("Service", own, service) !== undefined) return undefined;
  const set = project.index(setsNamed).get(splitOrdinal(pod)?.base ?? "");
  if (set === undefined || set.spec.serviceName !== service) return undefined;
  const namespace = namespaceOf(set);
  return { because: `Service and pod are in namespace ${namespace}`, write: `${pod}.${service}.${namespace}` };
}

/** `db.shop.svc`: a Service that only another namespace has, or a pod without its Service. */
function serviceFlaw([service = "", namespace = ""]: readonly string[], { own, project }: Place): NameFlaw | undefined {
  if (project.find("Service", namespace, service) !== undefined) return undefined;
  const set = setOf(service, namespace, project);
  if (set !== undefined) {
    const governing = set.spec.serviceName ?? "";
    return {
      because: "the Service is left out between pod and namespace",
      write: `${service}.${governing}.${namespace}.svc`,
    };
  }
  if (namespace !== own && project.find("Service", own, service) !== undefined) {
    return { because: `Service ${service} is in namespace ${own}` };
  }
  const near = namespace === own ? suggest(service, servicesOf(project, own)) : undefined;
  return near === undefined ? undefined : { because: `there is no Service ${service}, but a Service ${near}` };
}

/** `db.svc.cluster.local`: a Service without its namespace. */
function withoutNamespace({ labels, isSure }: HostName, { own, project }: Place): NameFlaw | undefined {
  const [service = "", svc = "", ...domain] = labels;
  const isWhole = domain.join(".") === CLUSTER_DOMAIN;
  if (svc !== "svc" || !(isWhole || (isSure && domain.length === 0))) return undefined;
  if (project.find("Service", own, service) === undefined || project.index(namespaces).has(service)) return undefined;
  return {
    because: "the namespace is left out between the Service and svc",
    write: [service, own, svc, ...domain].join("."),
  };
}

/** `db-1:5432`: the name of a pod alone, or of a Service that only another namespace has. */
function bareFlaw(name: string, { own, project }: Place): NameFlaw | undefined {
  if (project.find("Service", own, name) !== undefined) return undefined;
  const set = setOf(name, own, project);
  if (set !== undefined) {
    if ((set.spec.replicas ?? 1) < 2) return undefined;
    const write = `${name}.${set.spec.serviceName ?? ""}`;
    return { because: `a pod's name alone is not in DNS, only ${write} is`, write };
  }
  const [other, ...more] = project.index(servicesNamed).get(name) ?? [];
  if (other === undefined || more.length > 0) return undefined;
  const namespace = namespaceOf(other);
  return { because: `Service ${name} is in namespace ${namespace}`, write: `${name}.${namespace}` };
}

/** `db.db-0`: a pod of a set behind its governing Service. */
function reversed([service = "", pod = ""]: readonly string[], { own, project }: Place): NameFlaw | undefined {
  if (setOf(pod, own, project)?.spec.serviceName !== service || project.index(namespaces).has(pod)) return undefined;
  if (project.find("Service", own, pod) !== undefined) return undefined;
  return { because: "the pod stands before its Service, not behind it", write: `${pod}.${service}` };
}

/** Whether there is a Service or a pod of this name: `db.shop`, `db-0.db.shop`, in its own namespace also `db-0.db`. */
function isKnownName([first = "", second = "", third]: readonly string[], { own, project }: Place): boolean {
  if (third === undefined && project.find("Service", second, first) !== undefined) return true;
  return isPublished({ pod: first, service: second, namespace: third ?? own }, project);
}

/** Whether a name is that of a known Service or pod, as a pod of a namespace finds it. */
export function isOfCluster({ labels, isSure }: HostName, own: string, project: Project): boolean {
  const [first = "", ...more] = labels;
  if (more.length === 0) return isSure && project.find("Service", own, first) !== undefined;
  const at = labels.indexOf("svc");
  const known = at < 0 ? labels : labels.slice(0, at);
  return known.length > 1 && known.length < 4 && isKnownName(known, { own, project });
}

/** The Service that a name stands for: `db`, `db.shop`, `db.shop.svc.cluster.local`. */
export function serviceOfName(labels: readonly string[], own: string, project: Project): Service | undefined {
  const [name = "", namespace = own, svc = "svc"] = labels;
  return svc === "svc" ? project.find("Service", namespace, name) : undefined;
}

/** Why a name below a set's own Service has no pod: its ordinal is not among those of the set. */
export function ordinalFlaw(labels: readonly string[], own: string, project: Project): string | undefined {
  const [pod = "", service = "", namespace = own] = labels;
  const { base, ordinal } = splitOrdinal(pod) ?? { base: "", ordinal: 0 };
  const set = project.find("StatefulSet", namespace, base);
  if (set === undefined || set.spec.serviceName !== service) return undefined;
  const ordinals = ordinalsOf(project, set);
  if (hasOrdinal(ordinals, ordinal)) return undefined;
  return `StatefulSet ${set.metadata.name} has ${printPods(set, ordinals)}`;
}

/** What is wrong behind the namespace; the own one may be left out before the domain, and is written then. */
function behindNamespace(labels: readonly string[], place: Place): NameFlaw | undefined {
  const [pod = "", service = ""] = labels;
  const flaw = domainFlaw(labels, (known) => known.length > 1 && known.length < 4 && isKnownName(known, place));
  const isCut = labels.length === 4 && flaw !== undefined && place.project.find("Service", service, pod) === undefined;
  return isCut ? { ...flaw, write: `${pod}.${service}.${place.own}.svc.${CLUSTER_DOMAIN}` } : flaw;
}

/** What a lookup of a name by a pod of a namespace ends in, where the manifests tell that it cannot succeed. */
export function nameFlaw({ labels, isSure }: HostName, own: string, project: Project): NameFlaw | undefined {
  const place = { own, project };
  const [pod = "", service = "", namespace = own, svc = "svc"] = labels;
  if (labels.length === 1) return isSure ? bareFlaw(pod, place) : undefined;
  const odd = reversed(labels, place) ?? withoutNamespace({ labels, isSure }, place) ?? behindNamespace(labels, place);
  if (odd !== undefined) return odd;
  const set = setOf(pod, own, project);
  if (labels[2] === "svc") {
    const isCut = set !== undefined && project.find("Service", own, service) !== undefined;
    return isCut
      ? { because: "the namespace is left out between the Service and svc", write: `${pod}.${service}.${own}.svc` }
      : serviceFlaw(labels, place);
  }
  if (labels[2] === "pod" && setOf(pod, service, project) !== undefined) {
    return { because: "below pod there are names of addresses only, such as 10-244-1-5" };
  }
  if (svc !== "svc") return undefined;
  if (labels.length === 2 && set === undefined && !/\d$/.test(pod)) {
    // Two words may also be a Service and its namespace.
    const isAmbiguous = pod === service || project.index(namespaces).has(service);
    if (isAmbiguous || !isSet(pod, service, own, project)) return undefined;
  }
  if (namespace === own) {
    return podFlaw({ pod, service, namespace }, place, isSure || labels.length > 3) ?? elsewhere(pod, service, place);
  }
  if (labels.length === 3 && set === undefined) return undefined;
  if (project.index(namespaces).has(namespace)) return podFlaw({ pod, service, namespace }, place, labels.length > 3);
  return isPublished({ pod, service, namespace: own }, project)
    ? { because: `Service ${service} and its pods are in namespace ${own}`, write: `${pod}.${service}.${own}` }
    : undefined;
}
