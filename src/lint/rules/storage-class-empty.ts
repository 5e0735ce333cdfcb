import { ofAskedClaims } from "../facts/asked-claims.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (name: string): string =>
  exampleSet({ spec: exampleTemplates({ spec: `storageClassName: ${name}` }), container: EXAMPLE_MOUNT });

export const storageClassEmpty: Rule = {
  id: "storage-class-empty",
  code: "STS309",
  severity: "warning",
  summary: "An empty storage class is asked for only where volumes without a class are given.",
  why:
    "An empty class turns provisioning off: the claim stays Pending until somebody makes a volume without a class " +
    "by hand.",
  fix: "take storageClassName out to get the default class, or name a class",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1",
  passes: () => [documents(exampleService(), SET("fast"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET('""')),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.storageClassName", at: "29:27" }],
    },
  ],
  checks: ofAskedClaims(({ name, spec, path }, project, report) => {
    // Who names a volume, or its labels, makes volumes by hand.
    if (spec.storageClassName !== "" || (spec.volumeName ?? "") !== "" || spec.selector !== undefined) return;
    if (project.list("PersistentVolume").some((volume) => (volume.spec.storageClassName ?? "") === "")) return;
    const field = [...path, "spec", "storageClassName"];
    report(field, `the claim "${name}" asks for the class "", and no volume without a class is given`);
  }),
};
