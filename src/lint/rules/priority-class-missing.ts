import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { missingClasses } from "../facts/missing-classes.ts";
import type { Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const CLASS = exampleObject("scheduling.k8s.io/v1", "PriorityClass", { name: "high", body: "value: 1000" });
const SET = (name: string): string => exampleSet({ pod: `priorityClassName: ${name}` });

export const priorityClassMissing: Rule = {
  id: "priority-class-missing",
  code: "STS435",
  severity: "warning",
  summary: "Where manifests bring PriorityClass objects, pods name one of them.",
  why: "Every pod is refused, since no PriorityClass of that name was found, and nothing of the set runs.",
  fix: "correct the name, or add the PriorityClass",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
  passes: () => [documents(CLASS, exampleService(), SET("high"))],
  fails: () => [
    {
      manifest: documents(CLASS, exampleService(), SET("higher")),
      findings: [{ path: "spec.template.spec.priorityClassName", at: "34:26" }],
    },
  ],
  checks: ofWorkloads(
    missingClasses({
      kind: "PriorityClass.scheduling.k8s.io",
      field: "priorityClassName",
      everywhere: ["system-cluster-critical", "system-node-critical"],
    }),
  ),
};
