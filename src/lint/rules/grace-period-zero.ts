import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (seconds: number): string => exampleSet({ pod: `terminationGracePeriodSeconds: ${seconds}` });

export const gracePeriodZero: Rule = {
  id: "grace-period-zero",
  code: "STS416",
  severity: "warning",
  summary: "The pods of a set have time to end.",
  why: "The pod's object goes before its process is known to have ended: two pods of one identity may run and write.",
  fix: "set terminationGracePeriodSeconds to what a clean stop takes",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees",
  passes: () => [documents(exampleService(), SET(30))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(0)),
      findings: [{ path: "spec.template.spec.terminationGracePeriodSeconds", at: "28:38" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      if (set.spec.template.spec.terminationGracePeriodSeconds !== 0) return;
      const path = ["spec", "template", "spec", "terminationGracePeriodSeconds"];
      report(path, `0 means that ${set.metadata.name}-N may be started again before the old process has ended`);
    },
  },
};
