import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (replicas: number): string =>
  exampleSet({
    head: `serviceName: db\nreplicas: ${replicas}`,
    spec: exampleTemplates({ spec: "volumeName: disk-1" }),
    container: EXAMPLE_MOUNT,
  });

export const claimTemplateNamesVolume: Rule = {
  id: "claim-template-names-volume",
  code: "STS325",
  severity: "error",
  summary: "A claim template names no single volume.",
  why: "The claims of all replicas ask for that volume: one gets it, the others stay Pending, and so do their pods.",
  fix: "take volumeName out, and have volumes chosen by their class or labels",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume",
  passes: () => [documents(exampleService(), SET(1))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(3)),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.volumeName", at: "29:21" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { count } = ordinalsOf(project, set);
      if (count < 2) return;
      for (const [index, { metadata, spec }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        if ((spec.volumeName ?? "") === "") continue;
        const path = ["spec", "volumeClaimTemplates", index, "spec", "volumeName"];
        report(path, `${count} claims "${metadata.name}" ask for the one volume ${spec.volumeName ?? ""}`);
      }
    },
  },
};
