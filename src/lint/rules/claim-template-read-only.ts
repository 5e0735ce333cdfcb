import { templateOf } from "../containers.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume } from "../volumes.ts";

const SET = (more: string): string => exampleSet({ spec: exampleTemplates(), container: `${EXAMPLE_MOUNT}${more}` });

export const claimTemplateReadOnly: Rule = {
  id: "claim-template-read-only",
  code: "STS306",
  severity: "warning",
  summary: "Some container can write into a claim that is made empty.",
  why: "The volume is empty when it is made, and nothing ever writes into it.",
  fix: "take readOnly out of one of the mounts",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts",
  passes: () => [documents(exampleService(), SET(""))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("\n    readOnly: true")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].readOnly", at: "43:15" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const templates = set.spec.volumeClaimTemplates ?? [];
      if (templates.length === 0) return;
      const byVolume = mountsByVolume(templateOf(set));
      for (const { metadata, spec } of templates) {
        const [first, ...others] = byVolume.get(metadata.name) ?? [];
        if (first === undefined || spec.dataSource !== undefined || spec.dataSourceRef !== undefined) continue;
        if (![first, ...others].every(({ mount }) => mount.readOnly === true)) continue;
        if (
          project.find("PersistentVolumeClaim", set.metadata.namespace ?? "", `${metadata.name}-${set.metadata.name}-0`)
        )
          continue;
        const message = `every mount of the claim "${metadata.name}" is read-only`;
        report([...first.path, "readOnly"], message, { part: "key" });
      }
    },
  },
};
