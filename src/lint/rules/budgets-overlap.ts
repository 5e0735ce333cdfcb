import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { nameOf, workloadsMatching } from "../facts/selection.ts";

const BUDGET = (name: string, app: string): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", {
    name,
    body: `spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: ${app}`,
  });

/** The first budget of each workload. */
function firstBudgets(project: Project): ReadonlyMap<KubeObject, PodDisruptionBudget> {
  const first = new Map<KubeObject, PodDisruptionBudget>();
  const seen = new Set<unknown>();
  for (const budget of project.list("PodDisruptionBudget")) {
    const workloads = workloadsMatching(project, namespaceOf(budget), budget.spec.selector);
    if (seen.has(workloads)) continue;
    seen.add(workloads);
    for (const { object } of workloads) if (!first.has(object)) first.set(object, budget);
  }
  return first;
}

export const budgetsOverlap: Rule = {
  id: "budgets-overlap",
  code: "STS604",
  severity: "error",
  summary: "A pod has one budget.",
  why:
    "The eviction of a pod with several budgets fails with an internal error: This pod has more than one " +
    "PodDisruptionBudget.",
  fix: "take one of the budgets out, or select different pods",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors",
  passes: () => [documents(exampleService(), exampleSet(), BUDGET("one", "db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("one", "db"), BUDGET("two", "db")),
      findings: [{ path: "spec.selector", at: "49:5" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const first = project.index(firstBudgets);
      const shared = workloadsMatching(project, namespaceOf(budget), budget.spec.selector).find(
        ({ object }) => first.get(object) !== budget,
      );
      if (shared === undefined) return;
      const other = first.get(shared.object);
      if (other === undefined) return;
      const related = [{ object: other, path: ["spec", "selector"], message: "the other budget" }];
      const message = `the pods of ${nameOf(shared)} are guarded by PodDisruptionBudget ${other.metadata.name} too`;
      report(["spec", "selector"], message, { related });
    },
  },
};
