import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { MANAGED_LABELS } from "../facts/selection.ts";

export const selectorUsesManagedLabel: Rule = {
  id: "selector-uses-managed-label",
  code: "STS206",
  severity: "error",
  summary: "A selector leaves the labels alone that the controller writes.",
  why: "The controller overwrites the label, the new pod is no longer selected, and its own name stands in its way.",
  fix: "take the label out of the selector and the template",
  source: "pkg/controller/statefulset/stateful_set_utils.go, updateIdentity (1.36)",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ selector: 'app: db\napps.kubernetes.io/pod-index: "0"' })),
      findings: [{ path: "spec.selector.matchLabels[apps.kubernetes.io/pod-index]", at: "23:7" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { matchLabels = {}, matchExpressions = [] } = set.spec.selector;
      for (const key of Object.keys(matchLabels)) {
        if (!MANAGED_LABELS.has(key)) continue;
        const message = `the controller overwrites ${key}, so no pod of the set matches`;
        report(["spec", "selector", "matchLabels", { key }], message, { part: "key" });
      }
      for (const [index, { key }] of matchExpressions.entries()) {
        if (!MANAGED_LABELS.has(key)) continue;
        report(["spec", "selector", "matchExpressions", index, "key"], `the controller overwrites ${key}`);
      }
    },
  },
};
