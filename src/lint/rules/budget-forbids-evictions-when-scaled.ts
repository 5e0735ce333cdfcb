import { scaledValue } from "../../api/int-or-percent.ts";
import { guardedBy } from "../facts/budgets.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const BUDGET = exampleObject("policy/v1", "PodDisruptionBudget", {
  body: "spec:\n  selector:\n    matchLabels:\n      app: db\n  minAvailable: 2",
});
const SCALER = (least: number): string =>
  exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    body: `spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  minReplicas: ${least}\n  maxReplicas: 6`,
  });
const SET = documents(exampleService(), exampleSet({ head: "serviceName: db" }));

export const budgetForbidsEvictionsWhenScaled: Rule = {
  id: "budget-forbids-evictions-when-scaled",
  code: "STS602",
  severity: "warning",
  summary: "A budget lets a pod go also when the autoscaler is at its least.",
  why: "At times of little load, when nodes are drained, every eviction is refused.",
  fix: "set maxUnavailable: 1, or raise minReplicas",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#zero-disruptions",
  passes: () => [documents(SET, SCALER(3), BUDGET)],
  fails: () => [
    { manifest: documents(SET, SCALER(2), BUDGET), findings: [{ path: "spec.minAvailable", at: "51:17" }] },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const { minAvailable } = budget.spec;
      const guarded = guardedBy(budget, project);
      if (minAvailable === undefined || guarded === undefined || guarded.least >= guarded.pods) return;
      const { pods, least } = guarded;
      const isAlways = scaledValue(minAvailable, pods, "up") >= pods;
      if (isAlways || scaledValue(minAvailable, least, "up") < least) return;
      report(
        ["spec", "minAvailable"],
        `minAvailable ${minAvailable}, while the autoscaler may go down to ${least} pods`,
      );
    },
  },
};
