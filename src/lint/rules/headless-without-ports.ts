import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const headlessWithoutPorts: Rule = {
  id: "headless-without-ports",
  code: "STS112",
  severity: "info",
  summary: "A headless Service names its ports.",
  why: "SRV records are made of named ports: without them peers cannot be found together with their ports.",
  fix: "list the ports with names, if anything looks for SRV records",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#srv-records",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: exampleService({ spec: "clusterIP: None\nselector:\n  app: db" }),
      findings: [{ path: "spec.ports", at: "5:1" }],
    },
    {
      manifest: exampleService({ spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - port: 5432" }),
      findings: [{ path: "spec.ports[0]", at: "10:7" }],
    },
  ],
  checks: {
    Service(service, _project, report) {
      const { clusterIP, ports = [], selector = {} } = service.spec;
      if (clusterIP !== "None" || Object.keys(selector).length === 0) return;
      const host = `${service.metadata.name}.${namespaceOf(service)}.svc`;
      if (ports.length === 0)
        report(["spec", "ports"], `no ports are listed: a lookup of SRV records of ${host} finds none`);
      for (const [index, { name = "", port, protocol = "TCP" }] of ports.entries()) {
        if (name !== "") continue;
        const srv = `_<name>._${protocol.toLowerCase()}.${host}`;
        report(["spec", "ports", index], `port ${port}/${protocol} has no name, so no ${srv} answers`);
      }
    },
  },
};
