import type { PersistentVolumeClaimSpec } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { templateOf } from "../facts/containers.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume, pathOfMount } from "../facts/volumes.ts";

const SET = (more: string): string => exampleSet({ spec: exampleTemplates(), container: `${EXAMPLE_MOUNT}${more}` });

/** Whether volumes that somebody made, and may have filled, are asked for. */
function takesGivenVolumes({ storageClassName, volumeName = "", selector }: PersistentVolumeClaimSpec): boolean {
  return storageClassName === "" || volumeName !== "" || selector !== undefined;
}

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
      const pod = `${set.metadata.name}-${set.spec.ordinals?.start ?? 0}`;
      for (const [index, { metadata, spec }] of templates.entries()) {
        const { name } = metadata;
        const [first, ...others] = byVolume.get(name) ?? [];
        if (first === undefined || spec.dataSource !== undefined || spec.dataSourceRef !== undefined) continue;
        if (project.find("PersistentVolumeClaim", namespaceOf(set), `${name}-${pod}`) !== undefined) continue;
        const { accessModes = [] } = spec;
        if ([first, ...others].every(({ mount }) => mount.readOnly === true)) {
          report([...pathOfMount(first), "readOnly"], `every mount of the claim "${name}" is read-only`, {
            part: "key",
          });
        } else if (accessModes.every((mode) => mode === "ReadOnlyMany") && !takesGivenVolumes(spec)) {
          const path = ["spec", "volumeClaimTemplates", index, "spec", "accessModes"];
          report(path, `ReadOnlyMany lets nobody write into the claim "${name}"`, { fix: "use ReadWriteOnce" });
        }
      }
    },
  },
};
