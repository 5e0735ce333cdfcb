import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (policy: string): string => exampleSet({ spec: `podManagementPolicy: ${policy}` });

export const parallelUpdatesInOrder: Rule = {
  id: "parallel-updates-in-order",
  code: "STS513",
  severity: "info",
  summary: "Parallel is chosen for starting and scaling.",
  why: "Rolling updates stay one pod at a time, from the highest ordinal down; and the policy cannot be changed later.",
  fix: "nothing, if this is known",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#parallel-pod-management",
  passes: () => [documents(exampleService(), SET("OrderedReady"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("Parallel")),
      findings: [{ path: "spec.podManagementPolicy", at: "23:24" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { podManagementPolicy, replicas = 1, updateStrategy } = set.spec;
      if (podManagementPolicy !== "Parallel" || replicas < 2 || updateStrategy?.type === "OnDelete") return;
      report(["spec", "podManagementPolicy"], `Parallel does not update the ${replicas} pods at once`);
    },
  },
};
