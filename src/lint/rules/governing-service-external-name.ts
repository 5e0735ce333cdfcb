import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const governingServiceExternalName: Rule = {
  id: "governing-service-external-name",
  code: "STS103",
  severity: "error",
  summary: "The governing Service is not of type ExternalName.",
  why: "Such a Service is an alias and has no endpoints: every name below it answers NXDOMAIN.",
  fix: "use a headless Service: type ClusterIP with clusterIP: None",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
  passes: [documents(exampleService(), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService({ spec: "type: ExternalName\nexternalName: db.example.com" }), exampleSet()),
      findings: [{ path: "spec.serviceName", at: "14:16" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "", ordinals } = set.spec;
      const service = project.find("Service", namespaceOf(set), serviceName);
      if (service?.spec.type !== "ExternalName") return;
      const pod = `${set.metadata.name}-${ordinals?.start ?? 0}.${serviceName}.${namespaceOf(set)}.svc`;
      const message = `Service "${serviceName}" is an ExternalName, so ${pod} answers NXDOMAIN`;
      report(["spec", "serviceName"], message, {
        related: [{ object: service, path: ["spec", "type"], message: "the Service's type" }],
      });
    },
  },
};
