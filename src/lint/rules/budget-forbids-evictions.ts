import { scaledValue } from "../../api/int-or-percent.ts";
import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import { guardedBy } from "../facts/budgets.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const BUDGET = (limit: string): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", {
    body: `spec:\n  selector:\n    matchLabels:\n      app: db\n  ${limit}`,
  });

interface Flaw {
  readonly field: "minAvailable" | "maxUnavailable";
  readonly message: string;
}

function flawOf({ spec }: PodDisruptionBudget, pods: number): Flaw | undefined {
  const { minAvailable, maxUnavailable } = spec;
  if (maxUnavailable !== undefined) {
    const allowed = scaledValue(maxUnavailable, pods, "up");
    if (allowed > 0) return undefined;
    return { field: "maxUnavailable", message: `maxUnavailable ${maxUnavailable} never lets a pod go` };
  }
  const needed = scaledValue(minAvailable ?? 1, pods, "up");
  if (minAvailable === undefined || needed < pods) return undefined;
  if (minAvailable === "100%") return { field: "minAvailable", message: "minAvailable 100%: no pod may go" };
  const sum =
    typeof minAvailable === "string" ? `${minAvailable} of ${pods} is ${needed}` : `${minAvailable} of ${pods}`;
  return { field: "minAvailable", message: `minAvailable ${sum}: no pod may go` };
}

export const budgetForbidsEvictions: Rule = {
  id: "budget-forbids-evictions",
  code: "STS601",
  severity: "error",
  summary: "A budget lets at least one pod go.",
  why: "Every eviction is refused: kubectl drain waits forever, and nodes cannot be upgraded.",
  fix: "set maxUnavailable: 1",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#zero-disruptions",
  passes: () => [documents(exampleService(), exampleSet(), BUDGET("maxUnavailable: 1"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("minAvailable: 3")),
      findings: [{ path: "spec.minAvailable", at: "40:17" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("minAvailable: 67%")),
      findings: [{ path: "spec.minAvailable", at: "40:17" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("maxUnavailable: 0")),
      findings: [{ path: "spec.maxUnavailable", at: "40:19" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const guarded = guardedBy(budget, project);
      const { minAvailable, maxUnavailable } = budget.spec;
      const always = maxUnavailable === 0 || maxUnavailable === "0%" || minAvailable === "100%";
      const pods = guarded?.pods ?? (always ? 1 : 0);
      if (pods === 0) return;
      const flaw = flawOf(budget, pods);
      if (flaw !== undefined) report(["spec", flaw.field], flaw.message);
    },
  },
};
