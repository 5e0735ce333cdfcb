import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { printLabels, setsByService, templateLabels } from "../selection.ts";

const CLIENT = (selector: string): string =>
  exampleService({ name: "client", spec: `selector:\n${selector}\nports:\n  - port: 5432` });

/** Whether some pod has all labels that are asked for but lacks keys that could be added while it runs. */
export function isLabelledLater(service: Service, project: Project): boolean {
  const selector = Object.entries(templateLabels(service.spec.selector));
  return project.workloads(namespaceOf(service)).some(({ labels }) => {
    const shared = selector.filter(([key]) => Object.hasOwn(labels, key));
    return shared.length > 0 && shared.every(([key, value]) => labels[key] === value);
  });
}

/** Whether a Service, other than a governing one, selects no pod of a namespace that has some. */
export function selectsNothing(service: Service, project: Project): boolean {
  const namespace = namespaceOf(service);
  const selector = templateLabels(service.spec.selector);
  if (service.spec.type === "ExternalName" || Object.keys(selector).length === 0) return false;
  if (project.workloads(namespace).length === 0) return false;
  if (project.find("Endpoints", namespace, service.metadata.name) !== undefined) return false;
  if (project.index(setsByService).has(`${namespace}/${service.metadata.name}`)) return false;
  return project.workloadsSelectedBy(namespace, selector).length === 0;
}

export const serviceSelectsNothing: Rule = {
  id: "service-selects-nothing",
  code: "STS125",
  severity: "warning",
  summary: "A Service selects pods that something makes.",
  why: "The Service has no endpoints: connections to it are refused, and a headless one answers NXDOMAIN.",
  fix: "select labels of a pod template",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  passes: [documents(exampleService(), CLIENT("  app: db"), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService(), CLIENT("  app: database"), exampleSet()),
      findings: [{ path: "spec.selector", at: "19:5" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      if (!selectsNothing(service, project) || isLabelledLater(service, project)) return;
      // Without a set these may be Services of something that other files bring.
      if (project.list("StatefulSet", namespaceOf(service)).length === 0) return;
      const labels = printLabels(templateLabels(service.spec.selector));
      report(["spec", "selector"], `no pod of namespace ${namespaceOf(service)} carries ${labels}`);
    },
  },
};
