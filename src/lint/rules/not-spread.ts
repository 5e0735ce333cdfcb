import { selectsSelf, termsOf } from "../facts/affinity.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const SPREAD =
  "topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n" +
  "    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: db";

export const notSpread: Rule = {
  id: "not-spread",
  code: "STS428",
  severity: "info",
  summary: "The pods of a set are kept apart.",
  why: "The scheduler spreads pods of a set a little by default, but all of them may lie on one node or in one zone.",
  fix: "add a topology spread constraint for kubernetes.io/hostname",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  looksFor: ["affinity", "topologySpreadConstraints"],
  passes: () => [documents(exampleService(), exampleSet({ pod: SPREAD }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet()),
      findings: [{ path: "spec.template.spec.topologySpreadConstraints", at: "27:5" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { replicas = 1, template } = set.spec;
      const workload = workloadIn(set);
      if (replicas < 2 || workload === undefined) return;
      if ((template.spec.topologySpreadConstraints ?? []).length > 0) return;
      if (termsOf(template.spec, workload.path, "podAntiAffinity").some((term) => selectsSelf(term, workload))) return;
      const path = ["spec", "template", "spec", "topologySpreadConstraints"];
      report(path, `nothing keeps the ${replicas} pods of ${set.metadata.name} from lying on one node`);
    },
  },
};
