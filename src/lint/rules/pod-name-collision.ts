import { controllerOf, namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { hasOrdinal, ordinalsOf, printPods, splitOrdinal } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const POD = (name: string): string =>
  exampleObject("v1", "Pod", { name, body: "spec:\n  containers:\n    - name: db\n      image: postgres:17" });

export const podNameCollision: Rule = {
  id: "pod-name-collision",
  code: "STS203",
  severity: "error",
  summary: "No other pod has a name that a set gives to its own.",
  why: "The set tries to create its pod forever, without an event or a condition, and never gets past this ordinal.",
  fix: "rename the pod",
  source: "pkg/controller/statefulset/stateful_pod_control.go, CreateStatefulPod (1.36)",
  passes: () => [documents(exampleService(), exampleSet(), POD("db-3"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), POD("db-0")),
      findings: [{ path: "metadata.name", at: "35:9" }],
    },
  ],
  checks: {
    Pod(pod, project, report) {
      const { name } = pod.metadata;
      const { base, ordinal } = splitOrdinal(name) ?? { base: "", ordinal: 0 };
      const set = project.find("StatefulSet", namespaceOf(pod), base);
      if (set === undefined) return;
      const ordinals = ordinalsOf(project, set);
      const isAdopted = controllerOf(pod) === undefined && selects(set.spec.selector, pod.metadata.labels);
      const related = [{ object: set, path: ["metadata", "name"], message: "the set" }];
      if (hasOrdinal(ordinals, ordinal)) {
        const message = `StatefulSet ${base} has a pod ${name} of its own`;
        report(["metadata", "name"], isAdopted ? `${message} and adopts this one` : message, { related });
      } else if (isAdopted) {
        const message = `StatefulSet ${base} adopts ${name} by its labels and deletes it: it has ${printPods(set, ordinals)}`;
        report(["metadata", "name"], message, { related, fix: "rename the pod, or give it other labels" });
      }
    },
  },
};
