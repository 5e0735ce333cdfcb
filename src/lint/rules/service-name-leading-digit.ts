import { exampleService } from "../example.ts";
import type { Rule } from "../rule.ts";

export const serviceNameLeadingDigit: Rule = {
  id: "service-name-leading-digit",
  code: "STS127",
  severity: "info",
  summary: "The name of a Service starts with a letter.",
  why: "Servers before 1.36 refuse it: a DNS-1035 label must start with an alphabetic character.",
  fix: "start the name with a letter",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names",
  passes: () => [exampleService({ name: "db" })],
  fails: () => [{ manifest: exampleService({ name: "2nd-db" }), findings: [{ path: "metadata.name", at: "4:9" }] }],
  checks: {
    Service(service, _project, report) {
      const { name } = service.metadata;
      if (!/^\d/.test(name)) return;
      report(["metadata", "name"], `"${name}" starts with a digit, which only 1.36 and later accept`);
    },
  },
};
