import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (...names: readonly string[]): string => {
  const container = `volumeMounts:\n${names.map((name, at) => `  - name: ${name}\n    mountPath: /data/${at}`).join("\n")}`;
  return exampleSet({ spec: exampleTemplates(...names.map((name) => ({ name }))), container });
};

export const claimTemplateDuplicate: Rule = {
  id: "claim-template-duplicate",
  code: "STS302",
  severity: "error",
  summary: "Claim templates have different names.",
  why: "Claims are told apart by the template's name: of two templates of one name a single claim is made.",
  fix: "rename one of them",
  source: "pkg/controller/statefulset/stateful_set_utils.go, getPersistentVolumeClaims (1.36)",
  passes: () => [
    documents(exampleService(), SET("data", "wal")),
    documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT })),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("data", "data")),
      findings: [{ path: "spec.volumeClaimTemplates[1].metadata.name", at: "33:15" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const seen = new Set<string>();
      for (const [index, { metadata }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const { name } = metadata;
        if (seen.has(name)) {
          const path = ["spec", "volumeClaimTemplates", index, "metadata", "name"];
          report(path, `a claim template before this one is called "${name}" too`);
        }
        seen.add(name);
      }
    },
  },
};
