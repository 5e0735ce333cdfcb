import { namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { mayBeOfMadePods } from "../facts/makers.ts";
import type { Rule } from "../rule.ts";
import { matchElsewhere, nameOf, printSelector, workloadsMatching } from "../facts/selection.ts";

const BUDGET = (app: string, namespace = "default"): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", {
    namespace,
    body: `spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: ${app}`,
  });

export const budgetSelectsNothing: Rule = {
  id: "budget-selects-nothing",
  code: "STS603",
  severity: "error",
  summary: "A budget selects pods of its namespace.",
  why: "The budget guards nothing: a drain may take all members at once.",
  fix: "select the labels of the pod template, in the namespace of the set",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget",
  passes: () => [documents(exampleService(), exampleSet(), BUDGET("db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("database")),
      findings: [{ path: "spec.selector", at: "40:5" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), BUDGET("db", "other")),
      findings: [{ path: "metadata.namespace", at: "36:14" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      const { selector } = budget.spec;
      const namespace = namespaceOf(budget);
      if (project.workloads().length === 0 || workloadsMatching(project, namespace, selector).length > 0) return;
      if (selector === undefined) {
        report(["spec", "selector"], "no selector is given, so no pod is guarded");
        return;
      }
      if (mayBeOfMadePods(project, namespace, selector.matchLabels)) return;
      const elsewhere = matchElsewhere(project, namespace, selector);
      const isMisplaced = elsewhere !== undefined && Object.keys(selector.matchLabels ?? {}).length > 0;
      const message = `no pod of namespace ${namespace} matches ${printSelector(selector)}`;
      if (!isMisplaced) report(["spec", "selector"], message);
      else {
        const { object } = elsewhere;
        const related = [{ object, path: ["metadata", "namespace"], message: "the workload that matches" }];
        const where = `, but ${nameOf(elsewhere)} of namespace ${namespaceOf(object)} does`;
        report(["metadata", "namespace"], `${message}${where}`, { related });
      }
    },
  },
};
