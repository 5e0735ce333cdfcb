import type { PersistentVolumeClaimSpec } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { namespaceOf } from "../../api/object.ts";
import { templateOfClaim } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { isLess } from "../facts/quantities.ts";
import type { Rule } from "../rule.ts";

const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

interface Difference {
  readonly path: FieldPath;
  readonly own: string;
  readonly wanted: string;
}

function differences(own: PersistentVolumeClaimSpec, wanted: PersistentVolumeClaimSpec): readonly Difference[] {
  const list: Difference[] = [];
  const add = (name: keyof PersistentVolumeClaimSpec, has: string, wants: string): void => {
    if (has !== wants) list.push({ path: ["spec", name], own: `${name} ${has}`, wanted: wants });
  };
  const [size, wantedSize] = [own.resources?.requests?.["storage"], wanted.resources?.requests?.["storage"]];
  if (isLess(size, wantedSize)) {
    list.push({ path: ["spec", "resources", "requests", "storage"], own: String(size), wanted: String(wantedSize) });
  }
  if (own.storageClassName !== undefined || wanted.storageClassName !== undefined) {
    add("storageClassName", own.storageClassName ?? "(default)", wanted.storageClassName ?? "(default)");
  }
  add("accessModes", (own.accessModes ?? []).join(","), (wanted.accessModes ?? []).join(","));
  add("volumeMode", own.volumeMode ?? "Filesystem", wanted.volumeMode ?? "Filesystem");
  return list;
}

export const claimDiffersFromTemplate: Rule = {
  id: "claim-differs-from-template",
  code: "STS315",
  severity: "warning",
  summary: "A claim that is made ahead is what the claim template asks for.",
  why:
    "The set takes the claim by its name as it is: this replica runs on another size, class or mode than the " +
    "others.",
  fix: "copy the spec of the claim template",
  source: "pkg/controller/statefulset/stateful_pod_control.go, createPersistentVolumeClaims (1.36)",
  passes: () => [documents(exampleClaim({ name: "data-db-0" }), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(exampleClaim({ name: "data-db-0", size: "1Gi" }), exampleService(), SET),
      findings: [{ path: "spec.resources.requests.storage", at: "10:16" }],
    },
  ],
  checks: {
    PersistentVolumeClaim(claim, project, report) {
      const placed = templateOfClaim(project, namespaceOf(claim), claim.metadata.name);
      if (placed === undefined) return;
      const { set, template, index } = placed;
      for (const { path, own, wanted } of differences(claim.spec, template.spec)) {
        const related = [
          { object: set, path: ["spec", "volumeClaimTemplates", index, "spec"], message: "the template" },
        ];
        report(path, `${own} differs from ${wanted} in the claim template of ${set.metadata.name}`, { related });
      }
    },
  },
};
