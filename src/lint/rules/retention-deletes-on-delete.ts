import { isVolumeKept } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (whenDeleted: string): string =>
  exampleSet({
    spec: `persistentVolumeClaimRetentionPolicy:\n  whenDeleted: ${whenDeleted}\n${exampleTemplates()}`,
    container: EXAMPLE_MOUNT,
  });

export const retentionDeletesOnDelete: Rule = {
  id: "retention-deletes-on-delete",
  code: "STS317",
  severity: "warning",
  summary: "Deleting a set keeps its data.",
  why:
    "Whoever deletes the set, also to make it anew, deletes all claims, with the volumes where the reclaim policy " +
    "is Delete.",
  fix: "set whenDeleted: Retain, unless the data is meant to go with the set",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention",
  since: 27,
  passes: () => [documents(exampleService(), SET("Retain"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("Delete")),
      findings: [{ path: "spec.persistentVolumeClaimRetentionPolicy.whenDeleted", at: "24:18" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const templates = set.spec.volumeClaimTemplates ?? [];
      if (set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted !== "Delete") return;
      if (templates.every((template) => isVolumeKept(template, project))) return;
      const names = templates.map(({ metadata }) => `${metadata.name}-${set.metadata.name}-N`).join(", ");
      const path = ["spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"];
      report(path, `deleting the set deletes the claims ${names}`);
    },
  },
};
