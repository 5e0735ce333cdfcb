import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (partition: number): string =>
  exampleSet({ spec: `updateStrategy:\n  rollingUpdate:\n    partition: ${partition}` });

export const partitionLeft: Rule = {
  id: "partition-left",
  code: "STS502",
  severity: "info",
  summary: "A partition is lowered when a staged update is done.",
  why: "Pods below it stay on the old revision, also when they are made anew.",
  fix: "set the partition to 0 when the update has proved good",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions",
  passes: () => [documents(exampleService(), SET(0))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(2)),
      findings: [{ path: "spec.updateStrategy.rollingUpdate.partition", at: "25:18" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
      const { first, last, count } = ordinalsOf(project, set);
      if (partition === 0 || partition >= count) return;
      const { name } = set.metadata;
      const held = partition === 1 ? `${name}-${first} is` : `${name}-${first} to ${name}-${first + partition - 1} are`;
      const rest = partition === count - 1 ? `${name}-${last}` : `${name}-${first + partition} to ${name}-${last}`;
      const message = `partition ${partition}: ${held} held back, ${rest} updated`;
      report(["spec", "updateStrategy", "rollingUpdate", "partition"], message);
    },
  },
};
