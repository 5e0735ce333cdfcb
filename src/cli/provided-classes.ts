import { classNameOf } from "../api/kinds/persistentvolumeclaim/types.ts";
import { namespacedName } from "../api/object.ts";
import { providesAnyClass } from "../controllers/volume-binder/provisioning.ts";
import type { Changed } from "./session.ts";

/** A line for each storage class that claims name, that no one made, and that is provided all the same: said once. */
export function providedClasses({ kept }: Pick<Changed<unknown>, "kept">): readonly string[] {
  if (kept === undefined) return [];
  const { cluster } = kept.simulation;
  const view = cluster.view();
  if (!providesAnyClass(view, cluster.world)) return [];
  const { happenings, lastCommand } = kept.simulation.history();
  const made = happenings.filter(
    ({ seq, kind, effect }) => seq >= lastCommand && kind === "pvc" && effect === "create",
  );
  const isNew = new Set(made.map(({ namespace, name }) => `${namespace}/${name}`));
  const [before, now] = [new Set<string>(), new Set<string>()];
  for (const claim of view.list("PersistentVolumeClaim")) {
    const name = classNameOf(claim);
    if (name === "" || view.get("StorageClass", "", name) !== undefined) continue;
    (isNew.has(namespacedName(claim)) ? now : before).add(name);
  }
  const said = [...now].filter((name) => !before.has(name));
  const how = "taken as provided dynamically (stsctl sim set storage-classes=… makes the list exact)";
  return said.map((name) => `note: storage class ${JSON.stringify(name)} does not exist here; ${how}`);
}
