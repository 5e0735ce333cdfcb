import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { containersOf } from "../containers.ts";
import { hostNamesIn, hostTexts } from "../dns-names.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { splitOrdinal } from "../ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { setsByService } from "../selection.ts";
import { workloadIn } from "../workload.ts";
import type { Check } from "../rule.ts";
import type { KubeObject } from "../../api/object.ts";

const JOIN = (address: string): string => exampleSet({ container: `args:\n  - --join=${address}` });
const CLIENT = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 5432" });

/** A name taken apart: `db-0.db.shop.svc.cluster.local`. */
interface PodAddress {
  readonly pod: string;
  readonly service: string;
  readonly namespace: string;
}

type Flaw = string | undefined;

/** Whether some pod has this host name below this Service: of a set, or by its own `hostname` and `subdomain`. */
function isPublished({ pod, service, namespace }: PodAddress, project: Project): boolean {
  const sets = project.index(setsByService).get(`${namespace}/${service}`) ?? [];
  const { base = "" } = splitOrdinal(pod) ?? {};
  if (sets.some(({ metadata }) => metadata.name === base)) return true;
  return project.workloads(namespace).some(({ spec }) => spec.hostname === pod && spec.subdomain === service);
}

function servicesOf(project: Project, namespace: string): readonly string[] {
  return project.list("Service", namespace).map(({ metadata }) => metadata.name);
}

/** What is wrong with the address of a pod of a known set. */
function podFlaw(address: PodAddress, project: Project): Flaw {
  const { pod, service, namespace } = address;
  const set = project.find("StatefulSet", namespace, splitOrdinal(pod)?.base ?? "");
  const exists = project.find("Service", namespace, service) !== undefined;
  if (isPublished(address, project)) return exists ? undefined : `there is no Service ${service}`;
  if (set !== undefined) {
    const governing = set.spec.serviceName ?? "";
    if (governing === "") return `StatefulSet ${set.metadata.name} has no serviceName`;
    if (exists) return `its pods have names under Service ${governing} only`;
    return suggest(service, [governing, ...servicesOf(project, namespace)]) === undefined
      ? undefined
      : `there is no Service ${service}, the pods are under ${governing}`;
  }
  const sets = project.index(setsByService).get(`${namespace}/${service}`) ?? [];
  const [first] = sets;
  if (!exists || first === undefined || splitOrdinal(pod) === undefined) return undefined;
  return `no pod of Service ${service} has this name, they are called ${first.metadata.name}-0 and so on`;
}

function addressIn(labels: readonly string[], own: string): PodAddress | undefined {
  const [pod = "", service = "", namespace = own, svc = "svc"] = labels;
  return labels.length >= 2 && svc === "svc" ? { pod, service, namespace } : undefined;
}

/** What a lookup of a name ends in, where the manifests tell that it cannot succeed. */
function nameFlaw(labels: readonly string[], own: string, project: Project): Flaw {
  const [pod = "", service = ""] = labels;
  const set = project.find("StatefulSet", own, splitOrdinal(pod)?.base ?? "");
  if (set !== undefined && labels[2] === "svc" && project.find("Service", own, service) !== undefined) {
    return "the namespace is left out between the Service and svc";
  }
  if (labels[2] === "svc") return serviceFlaw(labels, own, project);
  const address = addressIn(labels, own);
  if (address === undefined || (labels.length === 2 && set === undefined && splitOrdinal(pod) === undefined)) return;
  if (address.namespace === own) return podFlaw(address, project);
  if (labels.length === 3 && set === undefined) return undefined;
  if (project.find("Service", address.namespace, service) !== undefined) return podFlaw(address, project);
  return isPublished({ ...address, namespace: own }, project)
    ? `Service ${service} and its pods are in namespace ${own}`
    : undefined;
}

/** `db.shop.svc`: a Service that only another namespace has. */
function serviceFlaw([service = "", namespace = ""]: readonly string[], own: string, project: Project): Flaw {
  if (project.find("Service", namespace, service) !== undefined) return undefined;
  if (namespace !== own && project.find("Service", own, service) !== undefined) {
    return `Service ${service} is in namespace ${own}`;
  }
  const near = namespace === own ? suggest(service, servicesOf(project, own)) : undefined;
  return near === undefined ? undefined : `there is no Service ${service}, but a Service ${near}`;
}

/** `db-1:5432`: the name of a pod alone, which only the pod itself can resolve. */
function bareFlaw(pod: string, own: string, project: Project): Flaw {
  const set = project.find("StatefulSet", own, splitOrdinal(pod)?.base ?? "");
  if (set === undefined || (set.spec.replicas ?? 1) < 2 || project.find("Service", own, pod) !== undefined) return;
  return `a pod's name alone is not in DNS, only ${pod}.${set.spec.serviceName ?? ""} is`;
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || !project.isComplete("Service", "StatefulSet")) return;
  if ((workload.spec.dnsConfig?.searches ?? []).length > 0) return;
  const own = namespaceOf(object);
  const ownName = object.kind === "StatefulSet" ? `${object.metadata.name}-0` : undefined;
  for (const container of containersOf(workload)) {
    for (const { path, text } of hostTexts(container)) {
      const told = new Set<string>();
      for (const { labels, isSure } of hostNamesIn(text, ownName)) {
        const [pod = ""] = labels;
        const flaw =
          labels.length === 1 ? (isSure ? bareFlaw(pod, own, project) : undefined) : nameFlaw(labels, own, project);
        const name = labels.join(".");
        if (flaw === undefined || told.has(name)) continue;
        told.add(name);
        report(path, `${name} answers NXDOMAIN from namespace ${own}: ${flaw}`);
      }
    }
  }
};

export const peerAddressUnknown: Rule = {
  id: "peer-address-unknown",
  code: "STS117",
  severity: "error",
  summary: "Names of pods and Services in commands and variables can be resolved.",
  why: "A pod's name is published below its governing Service, in the namespace of both, and nowhere else.",
  fix: "write <pod>.<governing Service>, with .<namespace>.svc behind it from other namespaces",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
  passes: [
    documents(exampleService(), JOIN("db-0.db:5432")),
    documents(exampleService(), JOIN("db-0.db.default.svc.cluster.local")),
    documents(exampleService(), JOIN("$(POD_NAME).db,/data/db-0.log,db.example.com")),
  ],
  fails: [
    {
      manifest: documents(exampleService(), CLIENT, JOIN("db-0.client:5432")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "42:15" }],
    },
    {
      manifest: documents(exampleService(), JOIN("db-0.db.prod.svc.cluster.local")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
    {
      manifest: documents(exampleService(), JOIN("db-1:5432")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
  ],
  checks: {
    StatefulSet: check,
    Deployment: check,
    DaemonSet: check,
    ReplicaSet: check,
    Pod: check,
  },
};
