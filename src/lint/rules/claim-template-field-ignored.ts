import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (metadata: string): string =>
  exampleSet({ spec: exampleTemplates({ metadata }), container: EXAMPLE_MOUNT });

export const claimTemplateFieldIgnored: Rule = {
  id: "claim-template-field-ignored",
  code: "STS322",
  severity: "info",
  summary: "Claim templates say nothing that claims do not get.",
  why: "Claims are in the namespace of their set, and labels of the set's selector go before those of the template.",
  fix: "take it out",
  source: "pkg/controller/statefulset/stateful_set_utils.go, getPersistentVolumeClaims (1.36)",
  passes: () => [documents(exampleService(), SET("labels:\n  tier: fast"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("namespace: other")),
      findings: [{ path: "spec.volumeClaimTemplates[0].metadata.namespace", at: "26:9" }],
    },
    {
      manifest: documents(exampleService(), SET("labels:\n  app: data")),
      findings: [{ path: "spec.volumeClaimTemplates[0].metadata.labels[app]", at: "27:16" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { matchLabels = {} } = set.spec.selector;
      for (const [index, { metadata }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const path = ["spec", "volumeClaimTemplates", index, "metadata"];
        const { namespace = "", labels = {} } = metadata;
        if (namespace !== "" && namespace !== set.metadata.namespace) {
          report([...path, "namespace"], `namespace "${namespace}" is ignored`, { part: "key" });
        }
        for (const [key, value] of Object.entries(labels)) {
          const wins = matchLabels[key];
          if (wins === undefined || wins === value) continue;
          report([...path, "labels", { key }], `${key}=${value} becomes ${key}=${wins}, as the selector says`);
        }
      }
    },
  },
};
