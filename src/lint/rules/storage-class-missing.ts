import type { FieldPath } from "../../base/field-path.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { ofAskedClaims } from "../facts/asked-claims.ts";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../example.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";

const CLASS = exampleObject("storage.k8s.io/v1", "StorageClass", {
  name: "fast",
  body: "provisioner: disk.example.com",
});
const SET = (name: string): string =>
  exampleSet({ spec: exampleTemplates({ spec: `storageClassName: ${name}` }), container: EXAMPLE_MOUNT });

/** Older than the field, still read, and stronger than it. */
const ANNOTATION = "volume.beta.kubernetes.io/storage-class";

/** A claim that names a class which is none of those given, nor that of a given volume. */
function look(name: string | undefined, path: FieldPath, project: Project, report: Report): void {
  const classes = project.list("StorageClass").map(({ metadata }) => metadata.name);
  if (name === undefined || name === "" || classes.includes(name) || !project.isComplete("StorageClass")) return;
  const ofVolumes = project.list("PersistentVolume").flatMap(({ spec }) => spec.storageClassName ?? []);
  if (ofVolumes.includes(name)) return;
  const meant = suggest(name, [...classes, ...ofVolumes]);
  if (classes.length === 0) {
    // A class of which volumes are given need not be an object.
    if (meant !== undefined)
      report(path, `no volume is of class "${name}", but of ${meant}`, { fix: `write ${meant}` });
    return;
  }
  const message = `StorageClass "${name}" is not among the manifests' classes: ${classes.slice(0, 5).join(", ")}`;
  report(path, message, meant === undefined ? {} : { fix: `write ${meant}` });
}

export const storageClassMissing: Rule = {
  id: "storage-class-missing",
  code: "STS307",
  severity: "warning",
  summary: "Where manifests bring storage classes, claims name one of them.",
  why: "A claim whose class does not exist stays Pending, its pod with it, and no later pod of the set is started.",
  fix: "correct the name, or add the StorageClass",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1",
  passes: () => [documents(CLASS, exampleService(), SET("fast"))],
  fails: () => [
    {
      manifest: documents(CLASS, exampleService(), SET("faster")),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.storageClassName", at: "35:27" }],
    },
    {
      manifest: documents(CLASS, exampleClaim({ name: "backup", spec: "storageClassName: slow" })),
      findings: [{ path: "spec.storageClassName", at: "14:21" }],
    },
  ],
  checks: ofAskedClaims(({ spec, annotations, path }, project, report) => {
    look(spec.storageClassName, [...path, "spec", "storageClassName"], project, report);
    look(annotations[ANNOTATION], [...path, "metadata", "annotations", { key: ANNOTATION }], project, report);
  }),
};
