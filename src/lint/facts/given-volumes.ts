import { mismatch } from "../../api/kinds/persistentvolume/claim-match.ts";
import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { classNameOf, hasClass, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { NO_PROVISIONER } from "../../api/kinds/storageclass/types.ts";
import { selects } from "../../api/selector.ts";
import type { Project } from "../project.ts";

/** Whether nothing makes volumes for a claim: it takes a given one, or none. */
export function takesGivenOnly(claim: PersistentVolumeClaim, project: Project): boolean {
  const name = classNameOf(claim);
  if (claim.spec.selector !== undefined || (name === "" && hasClass(claim))) return true;
  return project.find("StorageClass", "", name)?.provisioner === NO_PROVISIONER;
}

/** Why a volume does not do for a claim, in the words of the event; undefined where it does. */
export function unfitness(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const { selector } = claim.spec;
  const isChosen = selector === undefined || selects(selector, volume.metadata.labels);
  return mismatch(volume, claim) ?? (isChosen ? undefined : "its labels are not those of the selector");
}

/** The given volumes of the class of a claim. */
export function volumesOfClass(claim: PersistentVolumeClaim, project: Project): readonly PersistentVolume[] {
  const wanted = classNameOf(claim);
  return project.list("PersistentVolume").filter((volume) => classNameOf(volume) === wanted);
}
