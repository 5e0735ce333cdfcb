import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const CLIENT = "selector:\n  app: db\nports:\n  - port: 5432";

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
  passes: [documents(exampleService(), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService({ spec: CLIENT }), exampleSet()),
      findings: [{ path: "spec.serviceName", at: "16:16" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const service = project.find("Service", namespaceOf(set), set.spec.serviceName ?? "");
      if (service === undefined || service.spec.clusterIP === "None" || service.spec.type === "ExternalName") return;
      const { name } = service.metadata;
      const type = service.spec.type ?? "ClusterIP";
      const others = project
        .servicesSelecting(namespaceOf(set), set.spec.template.metadata?.labels)
        .filter(({ spec }) => spec.clusterIP === "None");
      const meant = others.length === 1 ? others[0] : undefined;
      report(["spec", "serviceName"], `Service "${name}" is not headless but of type ${type} with a cluster IP`, {
        related: [{ object: service, path: ["spec", "clusterIP"], message: "no clusterIP: None here" }],
        ...(meant === undefined ? {} : { fix: `write ${meant.metadata.name}: it is headless and selects these pods` }),
      });
    },
  },
};
