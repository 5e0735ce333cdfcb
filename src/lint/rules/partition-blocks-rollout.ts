import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (partition: number, more = ""): string =>
  exampleSet({ spec: `${more}updateStrategy:\n  rollingUpdate:\n    partition: ${partition}` });

export const partitionBlocksRollout: Rule = {
  id: "partition-blocks-rollout",
  code: "STS501",
  severity: "warning",
  summary: "A partition leaves pods to update.",
  why:
    "No pod is updated, and rollout status reports success: the partition counts pods from the first one, whatever " +
    "its ordinal.",
  fix: "lower the partition below the number of replicas",
  source: "pkg/controller/statefulset/stateful_set_control.go, updateStatefulSet (1.36)",
  passes: () => [documents(exampleService(), SET(2))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(3)),
      findings: [{ path: "spec.updateStrategy.rollingUpdate.partition", at: "25:18" }],
    },
    {
      manifest: documents(exampleService(), SET(5, "ordinals:\n  start: 5\n")),
      findings: [{ path: "spec.updateStrategy.rollingUpdate.partition", at: "27:18" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
      const { count, first, last } = ordinalsOf(project, set);
      if (partition === 0 || count === 0 || partition < count) return;
      const isOrdinal = first > 0 && partition >= first && partition <= last;
      const meant = isOrdinal ? { fix: `write ${partition - first} to hold the ordinals below ${partition}` } : {};
      const message = `partition ${partition} holds all ${count} pods back, no pod is updated`;
      report(["spec", "updateStrategy", "rollingUpdate", "partition"], message, meant);
    },
  },
};
