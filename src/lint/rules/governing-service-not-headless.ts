import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Particulars, Rule } from "../rule.ts";
import { setsGovernedBy } from "../facts/selection.ts";

const SET_OF_CLIENT = exampleSet({ head: "serviceName: client\nreplicas: 3" });
const CLIENT = "selector:\n  app: db\nports:\n  - port: 5432";

function hasClusterIp({ spec }: Service): boolean {
  return spec.clusterIP !== "None" && spec.type !== "ExternalName";
}

const OF_ONE =
  "One pod is as well reached so. With more of them the name leads to any one, and clusterIP cannot be changed later.";

/** What makes less of it for sets of a single pod, which this Service leads to as well. */
function easedFor(set: StatefulSet, project: Project): Pick<Particulars, "severity" | "why"> {
  return ordinalsOf(project, set).count > 1 ? {} : { severity: "info", why: OF_ONE };
}

function messageFor({ metadata, spec }: Service): string {
  const { name, namespace = "" } = metadata;
  const what = `Service "${name}" is not headless but of type ${spec.type ?? "ClusterIP"}`;
  return `${what}: ${name}.${namespace}.svc answers with its cluster IP in place of the pods`;
}

/** The one headless Service that selects a set's pods, where there is one. */
function meantFor(set: StatefulSet, project: Project): Service | undefined {
  const selecting = project.servicesSelecting(namespaceOf(set), set.spec.template.metadata?.labels);
  const [meant, ...others] = selecting.filter(({ spec }) => spec.clusterIP === "None");
  return others.length === 0 ? meant : undefined;
}

export const governingServiceNotHeadless: Rule = {
  id: "governing-service-not-headless",
  code: "STS102",
  severity: "error",
  summary: "The governing Service is headless.",
  why:
    "The Service's name answers with one virtual address in place of all pods, and names of single pods are promised " +
    "for headless Services only; clusterIP cannot be changed later.",
  fix: "set spec.clusterIP: None on a Service of its own, and keep this one for clients",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService({ spec: CLIENT }), exampleSet()),
      findings: [{ path: "spec.clusterIP", at: "5:1" }],
    },
    {
      manifest: documents(exampleService({ name: "client", spec: CLIENT }), exampleService(), SET_OF_CLIENT),
      findings: [{ path: "spec.serviceName", at: "28:16" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (!hasClusterIp(service)) return;
      const sets = setsGovernedBy(project, service).filter((one) => meantFor(one, project) === undefined);
      const set = sets.find((one) => ordinalsOf(project, one).count > 1) ?? sets[0];
      if (set === undefined) return;
      const related = [{ object: set, path: ["spec", "serviceName"], message: "the set that it governs" }];
      report(["spec", "clusterIP"], messageFor(service), { related, ...easedFor(set, project) });
    },
    StatefulSet(set, project, report) {
      const service = project.find("Service", namespaceOf(set), set.spec.serviceName ?? "");
      if (service === undefined || !hasClusterIp(service)) return;
      const meant = meantFor(set, project);
      if (meant === undefined) return;
      const related = [{ object: service, path: ["spec", "clusterIP"], message: "no clusterIP: None here" }];
      const fix = `write ${meant.metadata.name}: it is headless and selects these pods`;
      report(["spec", "serviceName"], messageFor(service), { fix, related, ...easedFor(set, project) });
    },
  },
};
