import { exampleService } from "../example.ts";
import type { Rule } from "../rule.ts";

export const externalNameWithSelector: Rule = {
  id: "external-name-with-selector",
  code: "STS122",
  severity: "warning",
  summary: "An ExternalName Service has no selector.",
  why: "The selector is not looked at: the Service is an alias and never has endpoints.",
  fix: "take the selector out, or make it a Service of another type",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
  passes: () => [exampleService({ spec: "type: ExternalName\nexternalName: db.example.com" })],
  fails: () => [
    {
      manifest: exampleService({ spec: "type: ExternalName\nexternalName: db.example.com\nselector:\n  app: db" }),
      findings: [{ path: "spec.selector", at: "8:3" }],
    },
  ],
  checks: {
    Service(service, _project, report) {
      const { type, selector = {}, externalName = "" } = service.spec;
      if (type !== "ExternalName" || Object.keys(selector).length === 0) return;
      report(["spec", "selector"], `the selector has no effect on an alias of ${externalName}`, { part: "key" });
    },
  },
};
