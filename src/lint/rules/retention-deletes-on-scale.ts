import { isVolumeKept } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { autoscalersOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (whenScaled: string): string =>
  exampleSet({
    spec: `persistentVolumeClaimRetentionPolicy:\n  whenScaled: ${whenScaled}\n${exampleTemplates()}`,
    container: EXAMPLE_MOUNT,
  });

export const retentionDeletesOnScale: Rule = {
  id: "retention-deletes-on-scale",
  code: "STS316",
  severity: "warning",
  summary: "Scaling a set down keeps the data of the pods that go.",
  why: "The claims of removed ordinals are deleted at once, with the volumes where the reclaim policy is Delete.",
  fix: "set whenScaled: Retain, unless the data can be made anew",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention",
  since: 27,
  passes: () => [documents(exampleService(), SET("Retain"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("Delete")),
      findings: [{ path: "spec.persistentVolumeClaimRetentionPolicy.whenScaled", at: "24:17" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const templates = set.spec.volumeClaimTemplates ?? [];
      if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== "Delete") return;
      if (templates.every((template) => isVolumeKept(template, project))) return;
      const [autoscaler] = autoscalersOf(project, set);
      const names = templates.map(({ metadata }) => `${metadata.name}-${set.metadata.name}-N`).join(", ");
      const who = autoscaler === undefined ? "a smaller number of replicas" : "the autoscaler, on its own,";
      const path = ["spec", "persistentVolumeClaimRetentionPolicy", "whenScaled"];
      report(path, `${who} deletes the claims ${names} of the pods that go`);
    },
  },
};
