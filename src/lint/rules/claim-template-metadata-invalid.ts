import { labelValueFlaws, qualifiedNameFlaws } from "../../api/names.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (tier: string): string =>
  exampleSet({ spec: exampleTemplates({ metadata: `labels:\n  tier: ${tier}` }), container: EXAMPLE_MOUNT });

export const claimTemplateMetadataInvalid: Rule = {
  id: "claim-template-metadata-invalid",
  code: "STS304",
  severity: "error",
  summary: "Labels and annotations of claim templates are valid.",
  why: "The set is accepted, but every claim is refused, and no pod is made.",
  fix: "correct the key or the value",
  source: "pkg/apis/apps/validation/validation.go, ValidateStatefulSetSpec (1.36): only the claims' spec is validated",
  passes: () => [documents(exampleService(), SET("fast"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET('"fast disk"')),
      findings: [{ path: "spec.volumeClaimTemplates[0].metadata.labels[tier]", at: "27:17" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const [index, { metadata }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const path = ["spec", "volumeClaimTemplates", index, "metadata"];
        const { labels = {}, annotations = {} } = metadata;
        for (const [key, value] of Object.entries(labels)) {
          const [keyFlaw] = qualifiedNameFlaws(key);
          const [valueFlaw] = labelValueFlaws(value);
          if (keyFlaw !== undefined)
            report([...path, "labels", { key }], `"${key}" cannot be the key of a label`, { part: "key" });
          if (valueFlaw !== undefined)
            report([...path, "labels", { key }], `"${value}" cannot be the value of label ${key}`);
        }
        for (const key of Object.keys(annotations)) {
          const [flaw] = qualifiedNameFlaws(key.toLowerCase());
          if (flaw === undefined) continue;
          report([...path, "annotations", { key }], `"${key}" cannot be the key of an annotation`, { part: "key" });
        }
      }
    },
  },
};
