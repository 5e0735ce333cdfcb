import { documents, exampleService, exampleSet } from "../example.ts";
import { dnsNameOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";
import { setsGovernedBy } from "../facts/selection.ts";

export const governingServiceExternalName: Rule = {
  id: "governing-service-external-name",
  code: "STS103",
  severity: "error",
  summary: "The governing Service is not of type ExternalName.",
  why: "Such a Service is an alias and has no endpoints: every name below it answers NXDOMAIN.",
  fix: "use a headless Service: type ClusterIP with clusterIP: None",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService({ spec: "type: ExternalName\nexternalName: db.example.com" }), exampleSet()),
      findings: [{ path: "spec.type", at: "6:9" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (service.spec.type !== "ExternalName") return;
      const [set] = setsGovernedBy(project, service);
      if (set === undefined) return;
      const { name } = service.metadata;
      const message = `Service "${name}" is an ExternalName, so ${dnsNameOf(set)} answers NXDOMAIN`;
      const related = [{ object: set, path: ["spec", "serviceName"], message: "the set that it governs" }];
      report(["spec", "type"], message, { related });
    },
  },
};
