import { isTerminating } from "../../api/object.ts";
import type { Note, ObjectChange } from "../model.ts";
import type { Ends } from "../workloads.ts";

/** Volumes that are asked to go while claims have them stay until these are gone: nothing happens to pods or data before. */
export function boundVolumeNotes(objects: readonly ObjectChange[], { after }: Ends): readonly Note[] {
  return objects.flatMap(({ action, key, name }): readonly Note[] => {
    const volume = action === "delete" ? after.get("PersistentVolume", "", key.name) : undefined;
    if (key.kind !== "PersistentVolume" || volume === undefined || !isTerminating(volume)) return [];
    const { name: claim = "", namespace = "" } = volume.spec.claimRef ?? {};
    const keeps = volume.spec.persistentVolumeReclaimPolicy === "Retain";
    const data = keeps ? "its data stays on the disk" : "its data goes with it";
    const sentence = `${name} is bound, and goes when claim ${namespace}/${claim} is gone; ${data}`;
    return [{ sentence, commands: [] }];
  });
}
