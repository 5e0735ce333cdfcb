import { scaledValue } from "../../api/int-or-percent.ts";
import { guardedBy } from "../facts/budgets.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const BUDGET = (limit: string): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", {
    body: `spec:\n  selector:\n    matchLabels:\n      app: db\n  ${limit}`,
  });

export const budgetAllowsAll: Rule = {
  id: "budget-allows-all",
  code: "STS606",
  severity: "warning",
  summary: "A budget keeps some pods.",
  why: "All pods may be evicted at once, as without a budget.",
  fix: "set maxUnavailable: 1",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  passes: () => [documents(exampleService(), exampleSet(), BUDGET("maxUnavailable: 1"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("maxUnavailable: 3")),
      findings: [{ path: "spec.maxUnavailable", at: "40:19" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("minAvailable: 0")),
      findings: [{ path: "spec.minAvailable", at: "40:17" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const { minAvailable, maxUnavailable } = budget.spec;
      const pods = guardedBy(budget, project)?.pods ?? 0;
      if (pods < 2) return;
      if (maxUnavailable !== undefined && scaledValue(maxUnavailable, pods, "up") >= pods) {
        report(["spec", "maxUnavailable"], `maxUnavailable ${maxUnavailable} lets all ${pods} pods go`);
      }
      if (minAvailable !== undefined && scaledValue(minAvailable, pods, "up") === 0) {
        report(["spec", "minAvailable"], `minAvailable ${minAvailable} lets all ${pods} pods go`);
      }
    },
  },
};
