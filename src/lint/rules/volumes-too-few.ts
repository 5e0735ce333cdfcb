import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, EXAMPLE_MOUNT, exampleObject, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { takesGivenOnly, unfitness, volumesOfClass } from "../facts/given-volumes.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

/** A template whose claims take given volumes, and how many there are. */
interface Taker {
  readonly set: StatefulSet;
  readonly template: PersistentVolumeClaim;
  readonly claims: number;
}

function takersByClass(project: Project): ReadonlyMap<string, readonly Taker[]> {
  const byClass = new Map<string, Taker[]>();
  for (const set of project.list("StatefulSet")) {
    for (const template of set.spec.volumeClaimTemplates ?? []) {
      if (!takesGivenOnly(template, project)) continue;
      const name = classNameOf(template);
      const taker = { set, template, claims: ordinalsOf(project, set).count };
      byClass.set(name, [...(byClass.get(name) ?? []), taker]);
    }
  }
  return byClass;
}

/** Whether a volume is kept for a claim that is not one of a template. */
function isKeptForOthers({ spec: { claimRef } }: PersistentVolume, { set, template }: Taker): boolean {
  if (claimRef === undefined) return false;
  const prefix = `${template.metadata.name}-${set.metadata.name}-`;
  return claimRef.namespace !== namespaceOf(set) || claimRef.name?.startsWith(prefix) !== true;
}

function flawOf(taker: Taker, project: Project): string | undefined {
  const { template, claims } = taker;
  const name = classNameOf(template);
  const given = volumesOfClass(template, project).filter((volume) => !isKeptForOthers(volume, taker));
  if (given.length === 0) return undefined;
  const fitting = given.filter((volume) => unfitness(volume, template) === undefined);
  const what = `${given.length} given ${given.length === 1 ? "volume" : "volumes"} of class "${name}"`;
  const [first] = given;
  if (fitting.length === 0 && first !== undefined) {
    return `none of ${what} does for the claim "${template.metadata.name}": ${unfitness(first, template) ?? ""}`;
  }
  const all = project.index(takersByClass).get(name) ?? [];
  const before = all.slice(
    0,
    all.findIndex((one) => one.set === taker.set && one.template === template),
  );
  const wanted = before.reduce((sum, one) => sum + one.claims, claims);
  const left = before.length === 0 ? fitting.length : volumesOfClass(template, project).length;
  if (wanted <= left) return undefined;
  const fit = before.length === 0 && fitting.length < given.length ? `, and ${fitting.length} of them do` : "";
  return `${wanted} claims need a volume each, there ${given.length === 1 ? "is" : "are"} ${what}${fit}`;
}

const CLASS = exampleObject("storage.k8s.io/v1", "StorageClass", {
  name: "local",
  body: "provisioner: kubernetes.io/no-provisioner",
});
const VOLUMES = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    exampleObject("v1", "PersistentVolume", {
      name: `disk-${index}`,
      body: "spec:\n  capacity:\n    storage: 10Gi\n  accessModes:\n    - ReadWriteOnce\n  storageClassName: local\n  hostPath:\n    path: /disk",
    }),
  );
const SET = exampleSet({ spec: exampleTemplates({ spec: "storageClassName: local" }), container: EXAMPLE_MOUNT });

export const volumesTooFew: Rule = {
  id: "volumes-too-few",
  code: "STS326",
  severity: "warning",
  summary: "Where volumes are made by hand, there is one for every claim of a set.",
  why: "A claim without a volume stays Pending, its pod with it, and no later pod of the set is started.",
  fix: "add volumes that are large enough, of the claim's class, modes and labels, or use a class with a provisioner",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding",
  passes: () => [documents(CLASS, ...VOLUMES(3), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(CLASS, ...VOLUMES(1), exampleService(), SET),
      findings: [{ path: "spec.volumeClaimTemplates[0]", at: "43:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      if (!project.isComplete("PersistentVolume")) return;
      for (const [index, template] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        // A volume that is named is looked at by itself.
        if ((template.spec.volumeName ?? "") !== "" || !takesGivenOnly(template, project)) continue;
        const flaw = flawOf({ set, template, claims: ordinalsOf(project, set).count }, project);
        if (flaw !== undefined) report(["spec", "volumeClaimTemplates", index], flaw);
      }
    },
  },
};
