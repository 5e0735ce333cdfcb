import { namespaceOf } from "../../api/object.ts";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const BUDGET = (selector: string): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", { body: `spec:\n  maxUnavailable: 1\n  selector:${selector}` });

export const budgetSelectsEverything: Rule = {
  id: "budget-selects-everything",
  code: "STS607",
  severity: "warning",
  summary: "A budget is about the pods of one workload.",
  why:
    "An empty selector counts all pods of the namespace together: pods anywhere that are not ready can " +
    "keep all others from being evicted.",
  fix: "select the labels of one workload",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/",
  passes: () => [
    documents(exampleService(), exampleSet(), exampleDeployment(), BUDGET("\n    matchLabels:\n      app: db")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), exampleDeployment(), BUDGET(" {}")),
      findings: [{ path: "spec.selector", at: "56:13" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const { selector } = budget.spec;
      if (selector === undefined) return;
      const { matchLabels = {}, matchExpressions = [] } = selector;
      if (Object.keys(matchLabels).length > 0 || matchExpressions.length > 0) return;
      const { length } = project.workloads(namespaceOf(budget));
      if (length < 2) return;
      report(["spec", "selector"], `an empty selector guards all ${length} workloads of the namespace together`);
    },
  },
};
