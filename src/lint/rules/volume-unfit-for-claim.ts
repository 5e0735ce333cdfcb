import { isReservedTo, mismatch } from "../../api/kinds/persistentvolume/claim-match.ts";
import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { classNameOf, hasClass, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { templateOfClaim } from "../facts/claims.ts";
import { documents, exampleClaim, exampleObject } from "../example.ts";
import { unfitness } from "../facts/given-volumes.ts";
import type { Rule } from "../rule.ts";

/** Why a volume cannot be that of a claim, whatever the default class is that a claim without one gets. */
function flawOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (hasClass(claim)) return unfitness(volume, claim);
  const storageClassName = classNameOf(volume);
  const flaw = unfitness(volume, { ...claim, spec: { ...claim.spec, storageClassName } });
  return flaw ?? (storageClassName === "" ? "the claim gets the default class, and the volume has none" : undefined);
}

const VOLUME = (size: string, more = ""): string =>
  exampleObject("v1", "PersistentVolume", {
    name: "disk-0",
    body: `spec:\n  capacity:\n    storage: ${size}\n  accessModes:\n    - ReadWriteOnce\n  storageClassName: local\n${more}  hostPath:\n    path: /disk`,
  });
const KEPT = "  claimRef:\n    namespace: default\n    name: shared\n";
const CLAIM = (spec: string): string => exampleClaim({ name: "shared", spec });

export const volumeUnfitForClaim: Rule = {
  id: "volume-unfit-for-claim",
  code: "STS328",
  severity: "error",
  summary: "A claim and the volume that is kept for it go together.",
  why: "They are not bound: the claim stays Pending, and so do the pods that mount it.",
  fix: "give both the same class and mode, and the volume the size and access modes that the claim asks for",
  source: "pkg/controller/volume/persistentvolume/pv_controller.go, checkVolumeSatisfyClaim (1.36)",
  passes: () => [documents(VOLUME("10Gi", KEPT), CLAIM("storageClassName: local\nvolumeName: disk-0"))],
  fails: () => [
    {
      manifest: documents(VOLUME("10Gi"), CLAIM('storageClassName: ""\nvolumeName: disk-0')),
      findings: [{ path: "spec.volumeName", at: "22:15" }],
    },
    {
      manifest: documents(VOLUME("5Gi", KEPT), CLAIM("storageClassName: local")),
      findings: [{ path: "spec.claimRef", at: "12:5" }],
    },
  ],
  checks: {
    PersistentVolumeClaim(claim, project, report) {
      const { volumeName = "" } = claim.spec;
      if (volumeName === "") return;
      const volume = project.find("PersistentVolume", "", volumeName);
      const path = ["spec", "volumeName"];
      if (volume === undefined) {
        const names = project.list("PersistentVolume").map(({ metadata }) => metadata.name);
        const meant = suggest(volumeName, names);
        if (meant === undefined || !project.isComplete("PersistentVolume")) return;
        report(path, `there is no volume ${volumeName}, but ${meant}`, { fix: `write ${meant}` });
        return;
      }
      // Where both name each other they are bound, whatever they are.
      if (isReservedTo(volume, claim)) return;
      const flaw = flawOf(volume, claim);
      const related = [{ object: volume, path: ["spec"], message: "the volume" }];
      if (flaw !== undefined) report(path, `volume ${volumeName} does not do: ${flaw}`, { related });
    },
    PersistentVolume(volume, project, report) {
      const { name = "", namespace = "" } = volume.spec.claimRef ?? {};
      if (name === "") return;
      const own = project.find("PersistentVolumeClaim", namespace, name);
      // Where both name each other they are bound, whatever they are.
      if (own?.spec.volumeName === volume.metadata.name) return;
      const claim = own ?? templateOfClaim(project, namespace, name)?.template;
      const flaw = claim === undefined ? undefined : mismatch(volume, claim, { isReserved: true });
      if (flaw !== undefined) report(["spec", "claimRef"], `the volume does not do for the claim ${name}: ${flaw}`);
    },
  },
};
