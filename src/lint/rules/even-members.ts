import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { votingProgramOf } from "../facts/voting.ts";

const SET = (replicas: number): string =>
  exampleSet({ image: "quay.io/coreos/etcd:v3.6.4", head: `serviceName: db\nreplicas: ${replicas}` });

export const evenMembers: Rule = {
  id: "even-members",
  code: "STS512",
  severity: "info",
  summary: "The number of members that vote is odd.",
  why:
    "A majority of an even number survives no more failures than that of one member fewer, and two halves can " +
    "stand still.",
  fix: "use an odd number of replicas",
  source: "https://etcd.io/docs/latest/faq/#why-an-odd-number-of-cluster-members",
  passes: () => [documents(exampleService(), SET(3))],
  fails: () => [{ manifest: documents(exampleService(), SET(4)), findings: [{ path: "spec.replicas", at: "19:13" }] }],
  checks: {
    StatefulSet(set, _project, report) {
      const { replicas = 1 } = set.spec;
      if (replicas === 0 || replicas % 2 !== 0) return;
      const program = votingProgramOf(set);
      if (program === undefined) return;
      const survives = Math.floor((replicas - 1) / 2);
      report(
        ["spec", "replicas"],
        `${replicas} members of ${program} survive ${survives} failures, as ${replicas - 1} do`,
      );
    },
  },
};
