import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { mayBeOfMadePods } from "../facts/makers.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { matchElsewhere, nameOf, printLabels, setsGovernedBy, templateLabels } from "../facts/selection.ts";
import { isOfHook, type Workload } from "../facts/workload.ts";

const CLIENT = (selector: string): string =>
  exampleService({ name: "client", spec: `selector:\n${selector}\nports:\n  - port: 5432` });

/** The namespaces in which some pod may change labels: it runs under a service account of its own. */
function labellingNamespaces(project: Project): ReadonlySet<string> {
  const labelling = project.workloads().filter(({ spec: { serviceAccountName = "default" } }) => {
    return serviceAccountName !== "" && serviceAccountName !== "default";
  });
  return new Set(labelling.map(({ object }) => namespaceOf(object)));
}

/** Whether some pod has all labels that are asked for but lacks keys that may be added while it runs. */
export function isLabelledLater(service: Service, project: Project): boolean {
  const namespace = namespaceOf(service);
  if (!project.index(labellingNamespaces).has(namespace)) return false;
  const selector = Object.entries(templateLabels(service.spec.selector));
  return project.workloads(namespace).some(({ labels }) => {
    const shared = selector.filter(([key]) => Object.hasOwn(labels, key));
    return shared.length > 0 && shared.every(([key, value]) => labels[key] === value);
  });
}

/** Whether a Service, other than a governing one, selects no pod of its namespace. */
export function selectsNothing(service: Service, project: Project): boolean {
  const namespace = namespaceOf(service);
  const selector = templateLabels(service.spec.selector);
  if (service.spec.type === "ExternalName" || Object.keys(selector).length === 0) return false;
  if (project.find("Endpoints", namespace, service.metadata.name) !== undefined) return false;
  if (setsGovernedBy(project, service).length > 0) return false;
  return project.workloadsSelectedBy(namespace, selector).length === 0;
}

/** The workload of another namespace that a Service selects, unless that one has such a Service too. */
function elsewhere(service: Service, project: Project): Workload | undefined {
  const matchLabels = templateLabels(service.spec.selector);
  const workload = matchElsewhere(project, namespaceOf(service), { matchLabels });
  if (workload === undefined) return undefined;
  const hasOwn = project.find("Service", namespaceOf(workload.object), service.metadata.name) !== undefined;
  return hasOwn ? undefined : workload;
}

/** Labels that say what a program is: `app`, `k8s-app`, `app.kubernetes.io/name`. */
const OF_NAMES = /(?:^|[/-])(?:app|name)$/;

/** Whether some workload is meant by its looks: it has the name that is asked for, under whatever key. */
function isNearlySelected(service: Service, project: Project): boolean {
  const names = Object.entries(templateLabels(service.spec.selector)).filter(([key]) => OF_NAMES.test(key));
  const wanted = new Set(names.map(([, name]) => name));
  return project.workloads(namespaceOf(service)).some(({ object, labels }) => {
    return !isOfHook(object) && Object.values(labels).some((value) => wanted.has(value));
  });
}

export const serviceSelectsNothing: Rule = {
  id: "service-selects-nothing",
  code: "STS125",
  severity: "warning",
  summary: "A Service selects pods that something makes.",
  why: "The Service has no endpoints: connections to it are refused, and a headless one answers NXDOMAIN.",
  fix: "select labels of a pod template",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  passes: () => [documents(exampleService(), CLIENT("  app: db"), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), CLIENT("  app: database"), exampleSet()),
      findings: [{ path: "spec.selector", at: "19:5" }],
    },
    {
      manifest: documents(CLIENT("  app: db"), exampleSet({ namespace: "shop" })),
      findings: [{ path: "metadata.namespace", at: "3:1" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      if (!selectsNothing(service, project) || isLabelledLater(service, project)) return;
      const namespace = namespaceOf(service);
      if (mayBeOfMadePods(project, namespace, service.spec.selector)) return;
      const labels = printLabels(templateLabels(service.spec.selector));
      const isHeadless = service.spec.clusterIP === "None";
      const proof = isHeadless ? `: ${service.metadata.name}.${namespace}.svc answers NXDOMAIN` : "";
      const message = `no pod of namespace ${namespace} carries ${labels}`;
      const other = elsewhere(service, project);
      if (other !== undefined) {
        const { object, path } = other;
        const related = [{ object, path: [...path, "metadata", "labels"], message: "the pods that do" }];
        const where = `, but those of ${nameOf(other)} in namespace ${namespaceOf(object)} do`;
        report(["metadata", "namespace"], `${message}${where}`, { fix: "put both into one namespace", related });
        return;
      }
      // Without a set these may be Services of something that other files bring.
      if (project.list("StatefulSet", namespace).length > 0 || isNearlySelected(service, project)) {
        report(["spec", "selector"], `${message}${proof}`);
      }
    },
  },
};
