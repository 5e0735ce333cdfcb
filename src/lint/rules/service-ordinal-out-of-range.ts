import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { hasOrdinal, ordinalsOf, printPods, splitOrdinal } from "../ordinals.ts";
import type { Rule } from "../rule.ts";

const POD_NAME = "statefulset.kubernetes.io/pod-name";
const FOR = (pod: string): string =>
  exampleService({ name: "one", spec: `selector:\n  ${POD_NAME}: ${pod}\nports:\n  - port: 5432` });

export const serviceOrdinalOutOfRange: Rule = {
  id: "service-ordinal-out-of-range",
  code: "STS119",
  severity: "warning",
  summary: "A Service for one pod of a set selects a pod that the set has.",
  why: "The Service never has an endpoint: connections to it are refused.",
  fix: "select one of the pods that there are",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label",
  passes: [documents(exampleService(), FOR("db-2"), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService(), FOR("db-3"), exampleSet()),
      findings: [{ path: "spec.selector[statefulset.kubernetes.io/pod-name]", at: "19:41" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      const pod = service.spec.selector?.[POD_NAME];
      if (pod === undefined) return;
      const path = ["spec", "selector", { key: POD_NAME }];
      const { base, ordinal } = splitOrdinal(pod) ?? { base: pod, ordinal: -1 };
      const set = project.find("StatefulSet", namespaceOf(service), base);
      if (set === undefined) return;
      const ordinals = ordinalsOf(project, set);
      if (hasOrdinal(ordinals, ordinal)) return;
      const related = [{ object: set, path: ["spec", "replicas"], message: `${ordinals.count} replicas` }];
      report(path, `${pod} is none of the pods of StatefulSet ${base}, ${printPods(set, ordinals)}`, { related });
    },
  },
};
