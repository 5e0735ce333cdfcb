import { scaledValue } from "../../api/int-or-percent.ts";
import { namespaceOf } from "../../api/object.ts";
import { guardedBy } from "../facts/budgets.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { workloadsMatching } from "../facts/selection.ts";
import { votingProgramOf } from "../facts/voting.ts";

const BUDGET = (limit: string): string =>
  exampleObject("policy/v1", "PodDisruptionBudget", {
    body: `spec:\n  selector:\n    matchLabels:\n      app: db\n  ${limit}`,
  });
const SET = documents(exampleService(), exampleSet({ image: "quay.io/coreos/etcd:v3.6.4" }));
/** Their leader is chosen elsewhere. */
const VOTE_ELSEWHERE = new Set(["patroni"]);

export const budgetBreaksQuorum: Rule = {
  id: "budget-breaks-quorum",
  code: "STS608",
  severity: "warning",
  summary: "A budget leaves a majority of the members that vote.",
  why: "A drain may evict so many members at once that those left have no majority: the whole group stands still.",
  fix: "set maxUnavailable: 1",
  source:
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions",
  passes: () => [documents(SET, BUDGET("maxUnavailable: 1"))],
  fails: () => [
    {
      manifest: documents(SET, BUDGET("maxUnavailable: 2")),
      findings: [{ path: "spec.maxUnavailable", at: "40:19" }],
    },
  ],
  checks: {
    PodDisruptionBudget(budget, project, report) {
      const namespace = namespaceOf(budget);
      const [guarded, ...others] = workloadsMatching(project, namespace, budget.spec.selector);
      const set = project.find("StatefulSet", namespace, guarded?.object.metadata.name ?? "");
      if (set === undefined || set !== guarded?.object || others.length > 0) return;
      const program = votingProgramOf(set);
      const pods = guardedBy(budget, project)?.pods ?? 0;
      if (program === undefined || VOTE_ELSEWHERE.has(program) || pods < 3) return;
      const { minAvailable, maxUnavailable } = budget.spec;
      const may =
        maxUnavailable === undefined
          ? pods - scaledValue(minAvailable ?? pods, pods, "up")
          : scaledValue(maxUnavailable, pods, "up");
      const left = pods - may;
      // That all may go is told of every program.
      if (left <= 0 || left > pods / 2) return;
      const field = maxUnavailable === undefined ? "minAvailable" : "maxUnavailable";
      const message = `${may} of ${pods} members of ${program} may go at once, and ${left} ${left === 1 ? "is" : "are"} no majority`;
      report(["spec", field], message);
    },
  },
};
