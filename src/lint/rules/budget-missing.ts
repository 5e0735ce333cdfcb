import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { workloadsMatching } from "../facts/selection.ts";

const BUDGET = exampleObject("policy/v1", "PodDisruptionBudget", {
  body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: db",
});

function guarded(project: Project): ReadonlySet<KubeObject> {
  const lists = new Set(
    project.list("PodDisruptionBudget").map((budget) => {
      return workloadsMatching(project, namespaceOf(budget), budget.spec.selector);
    }),
  );
  return new Set([...lists].flatMap((workloads) => workloads.map(({ object }) => object)));
}

export const budgetMissing: Rule = {
  id: "budget-missing",
  code: "STS605",
  severity: "info",
  summary: "The pods of a set with several replicas have a disruption budget.",
  why: "A drain may take several members at once, more than the others can do without.",
  fix: "add a PodDisruptionBudget with maxUnavailable: 1",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets",
  passes: () => [documents(exampleService(), exampleSet(), BUDGET)],
  fails: () => [
    { manifest: documents(exampleService(), exampleSet()), findings: [{ path: "metadata.name", at: "16:9" }] },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { replicas = 1 } = set.spec;
      if (replicas < 2 || !project.isComplete("PodDisruptionBudget") || project.index(guarded).has(set)) return;
      report(["metadata", "name"], `no PodDisruptionBudget selects the ${replicas} pods of ${set.metadata.name}`);
    },
  },
};
