import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const hostnameOverrideShared: Rule = {
  id: "hostname-override-shared",
  code: "STS210",
  severity: "warning",
  summary: "The pods of a set keep their own host names.",
  why: "All pods see the same host name: programs that take their identity from it take one another's.",
  fix: "take hostnameOverride out",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-hostname/",
  since: 34,
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "hostnameOverride: db" })),
      findings: [{ path: "spec.template.spec.hostnameOverride", at: "28:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const path = ["spec", "template", "spec", "hostnameOverride"];
      const value = project.written(set, path);
      if (typeof value !== "string" || value === "") return;
      report(path, `every pod sees the host name "${value}"`, { part: "key" });
    },
  },
};
