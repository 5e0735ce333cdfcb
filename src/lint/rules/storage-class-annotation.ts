import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const ANNOTATION = "volume.beta.kubernetes.io/storage-class";

const SET = (parts: { readonly metadata?: string; readonly spec?: string }): string =>
  exampleSet({ spec: exampleTemplates(parts), container: EXAMPLE_MOUNT });

export const storageClassAnnotation: Rule = {
  id: "storage-class-annotation",
  code: "STS324",
  severity: "warning",
  summary: "A claim template names its class in storageClassName.",
  why:
    "The annotation is deprecated since 1.8; it still counts, and more than the field, and the API server warns of it " +
    "on claims, which nobody sees when a controller makes them.",
  fix: "set storageClassName instead",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1",
  passes: () => [documents(exampleService(), SET({ spec: "storageClassName: fast" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET({ metadata: `annotations:\n  ${ANNOTATION}: fast` })),
      findings: [{ path: `spec.volumeClaimTemplates[0].metadata.annotations[${ANNOTATION}]`, at: "27:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const [index, { metadata, spec }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const name = metadata.annotations?.[ANNOTATION];
        if (name === undefined) continue;
        const path = ["spec", "volumeClaimTemplates", index, "metadata", "annotations", { key: ANNOTATION }];
        const field = spec.storageClassName ?? name;
        const loses = field === name ? "" : `, and storageClassName "${field}" is ignored`;
        report(path, `the class "${name}" is named by a deprecated annotation${loses}`, { part: "key" });
      }
    },
  },
};
