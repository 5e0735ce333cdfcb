import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (type: string): string => exampleSet({ spec: `updateStrategy:\n  type: ${type}` });

export const onDeleteStrategy: Rule = {
  id: "on-delete-strategy",
  code: "STS504",
  severity: "info",
  summary: "Updates of a set reach its pods by themselves.",
  why: "With OnDelete a pod keeps its old template until somebody deletes it, and rollout status refuses to report.",
  fix: "use RollingUpdate, unless something deletes the pods in its own order",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies",
  passes: () => [documents(exampleService(), SET("RollingUpdate"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("OnDelete")),
      findings: [{ path: "spec.updateStrategy.type", at: "24:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      if (set.spec.updateStrategy?.type !== "OnDelete") return;
      report(["spec", "updateStrategy", "type"], "OnDelete leaves updates to whoever deletes the pods");
    },
  },
};
