import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";

const check: Check<StatefulSet | Deployment | DaemonSet> = ({ spec }, _project, report) => {
  if (spec.revisionHistoryLimit !== 0) return;
  report(["spec", "revisionHistoryLimit"], "0 keeps no revision to roll back to");
};

const SET = (limit: number): string => exampleSet({ spec: `revisionHistoryLimit: ${limit}` });

export const noRevisionHistory: Rule = {
  id: "no-revision-history",
  code: "STS505",
  severity: "warning",
  summary: "A workload keeps revisions to go back to.",
  why: "Revisions that no pod runs are deleted at once: rollout undo finds no last revision to roll back to.",
  fix: "leave revisionHistoryLimit out, or keep a few",
  source: "pkg/controller/statefulset/stateful_set_control.go, truncateHistory (1.36)",
  passes: () => [documents(exampleService(), SET(2))],
  fails: () => [
    { manifest: documents(exampleService(), SET(0)), findings: [{ path: "spec.revisionHistoryLimit", at: "23:25" }] },
  ],
  checks: { StatefulSet: check, Deployment: check, DaemonSet: check },
};
