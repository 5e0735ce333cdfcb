import { DEFAULT_CLASS_ANNOTATION } from "../../api/kinds/storageclass/types.ts";
import { type AskedClaim, ofAskedClaims } from "../facts/asked-claims.ts";
import { documents, EXAMPLE_MOUNT, exampleObject, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";

const CLASS = (metadata: string): string =>
  exampleObject("storage.k8s.io/v1", "StorageClass", { name: "fast", metadata, body: "provisioner: disk.example.com" });
const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

/** Older forms of what says that a class is the default, and of what says the class of a claim; both still count. */
const OLD_DEFAULT = "storageclass.beta.kubernetes.io/is-default-class";
const OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

function defaultClass(project: Project): boolean {
  return project.list("StorageClass").some(({ metadata: { annotations = {} } }) => {
    return annotations[DEFAULT_CLASS_ANNOTATION] === "true" || annotations[OLD_DEFAULT] === "true";
  });
}

/** Whether some claim names one of the given classes: then leaving it out elsewhere may be meant. */
function isClassUsed(project: Project): boolean {
  const classes = new Set(project.list("StorageClass").map(({ metadata }) => metadata.name));
  const templates = project.list("StatefulSet").flatMap(({ spec }) => spec.volumeClaimTemplates ?? []);
  return [...project.list("PersistentVolumeClaim"), ...templates].some(({ spec }) =>
    classes.has(spec.storageClassName ?? ""),
  );
}

function look({ name, spec, annotations, path }: AskedClaim, project: Project, report: Report): void {
  if (spec.storageClassName !== undefined || (spec.volumeName ?? "") !== "") return;
  if (annotations[OLD_CLASS] !== undefined) return;
  if (project.list("StorageClass").length === 0 || project.index(defaultClass) || project.index(isClassUsed)) return;
  const message = `the claim "${name}" names no class, and none of the manifests' classes is the default`;
  report([...path, "spec", "storageClassName"], message);
}

export const storageClassUnset: Rule = {
  id: "storage-class-unset",
  code: "STS308",
  severity: "warning",
  summary: "A claim names its class, or one of the given classes is the default.",
  why: "In a cluster without a default class the claim stays Pending: no storage class is set.",
  fix: "set storageClassName, or mark a class with storageclass.kubernetes.io/is-default-class",
  source: "https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass",
  passes: () => [documents(CLASS(`annotations:\n  ${DEFAULT_CLASS_ANNOTATION}: "true"`), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(CLASS(""), exampleService(), SET),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.storageClassName", at: "32:7" }],
    },
  ],
  checks: ofAskedClaims(look),
};
