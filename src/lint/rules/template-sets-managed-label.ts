import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { MANAGED_LABELS } from "../facts/selection.ts";

export const templateSetsManagedLabel: Rule = {
  id: "template-sets-managed-label",
  code: "STS207",
  severity: "warning",
  summary: "A pod template leaves the labels alone that the controller writes.",
  why: "The controller overwrites them in every pod without a word.",
  fix: "take the label out of the template",
  source: "https://kubernetes.io/docs/reference/labels-annotations-taints/#statefulset-kubernetes-io-pod-name",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(
        exampleService(),
        exampleSet({ labels: "app: db\nstatefulset.kubernetes.io/pod-name: db-0" }),
      ),
      findings: [{ path: "spec.template.metadata.labels[statefulset.kubernetes.io/pod-name]", at: "27:9" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const [key, value] of Object.entries(set.spec.template.metadata?.labels ?? {})) {
        if (!MANAGED_LABELS.has(key)) continue;
        const path = ["spec", "template", "metadata", "labels", { key }];
        report(path, `${key}=${value} is overwritten in every pod`, { part: "key" });
      }
    },
  },
};
