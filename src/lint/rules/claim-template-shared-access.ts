import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (accessMode: string): string =>
  exampleSet({ spec: exampleTemplates({ accessMode }), container: EXAMPLE_MOUNT });

export const claimTemplateSharedAccess: Rule = {
  id: "claim-template-shared-access",
  code: "STS311",
  severity: "info",
  summary: "Claim templates ask for access by one node or pod.",
  why: "Every replica has a claim of its own: the mode shares nothing, and only volumes of few drivers can have it.",
  fix: "use ReadWriteOncePod or ReadWriteOnce",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  passes: () => [documents(exampleService(), SET("ReadWriteOncePod"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("ReadWriteMany")),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.accessModes[0]", at: "28:13" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const [index, { metadata, spec }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const modes = spec.accessModes ?? [];
        const shared = modes.findIndex((mode) => mode === "ReadWriteMany" || mode === "ReadOnlyMany");
        if (shared < 0) continue;
        const path = ["spec", "volumeClaimTemplates", index, "spec", "accessModes", shared];
        report(path, `each pod has its own claim "${metadata.name}", which ${modes[shared]} does not share`);
      }
    },
  },
};
