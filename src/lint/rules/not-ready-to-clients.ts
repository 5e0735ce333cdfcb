import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SPEC = "publishNotReadyAddresses: true\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432";

export const notReadyToClients: Rule = {
  id: "not-ready-to-clients",
  code: "STS114",
  severity: "warning",
  summary: "Only a headless Service publishes addresses that are not ready.",
  why: "Connections to the cluster IP are sent to pods that are starting, failing or shutting down.",
  fix: "take publishNotReadyAddresses out, and have a headless Service of its own for the peers",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
  looksFor: ["clusterIP"],
  passes: () => [documents(exampleService({ spec: `clusterIP: None\n${SPEC}` }), exampleSet())],
  fails: () => [
    {
      manifest: exampleService({ name: "client", spec: SPEC }),
      findings: [{ path: "spec.publishNotReadyAddresses", at: "6:3" }],
    },
  ],
  checks: {
    Service(service, _project, report) {
      const { publishNotReadyAddresses, clusterIP, type } = service.spec;
      if (publishNotReadyAddresses !== true || clusterIP === "None" || type === "ExternalName") return;
      const message = `connections to Service "${service.metadata.name}" reach pods that are not ready`;
      report(["spec", "publishNotReadyAddresses"], message, { part: "key" });
    },
  },
};
