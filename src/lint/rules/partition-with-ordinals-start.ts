import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (partition: number): string =>
  exampleSet({ spec: `ordinals:\n  start: 5\nupdateStrategy:\n  rollingUpdate:\n    partition: ${partition}` });

export const partitionWithOrdinalsStart: Rule = {
  id: "partition-with-ordinals-start",
  code: "STS511",
  severity: "info",
  summary: "A partition of a set whose ordinals start above 0 is read as a number of pods.",
  why: "The documentation speaks of ordinals, but the partition counts from ordinals.start.",
  fix: "write how many of the first pods are held back",
  source: "pkg/controller/statefulset/stateful_set_utils.go, newVersionedStatefulSetPod (1.36)",
  passes: () => [documents(exampleService(), SET(0))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(1)),
      findings: [{ path: "spec.updateStrategy.rollingUpdate.partition", at: "27:18" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
      const { first, count } = ordinalsOf(project, set);
      if (first === 0 || partition === 0 || partition >= count) return;
      const path = ["spec", "updateStrategy", "rollingUpdate", "partition"];
      report(
        path,
        `partition ${partition} with ordinals from ${first} holds back the ordinals below ${first + partition}`,
      );
    },
  },
};
