import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";

const NONE: readonly string[] = [];

/**
 * The classes of attributes that a claim or a volume has, or is to get.
 * @see pkg/controller/volume/vacprotection/vac_protection_controller.go, `getVACNamesFromPVC` (1.36)
 */
export function attributesNamed(object: KubeObject | undefined): readonly string[] {
  if (object === undefined) return NONE;
  const { spec, status } = object as PersistentVolumeClaim | PersistentVolume;
  const own = spec.volumeAttributesClassName;
  const { currentVolumeAttributesClassName: current, modifyVolumeStatus: next } = (status ?? {}) as NonNullable<
    PersistentVolumeClaim["status"]
  >;
  if (own === undefined && current === undefined && next === undefined) return NONE;
  return [own, current, next?.targetVolumeAttributesClassName].flatMap((name) => name ?? []);
}

export function areInUse(attributes: string, view: View): boolean {
  const isNamed = (object: KubeObject): boolean => attributesNamed(object).includes(attributes);
  return view.list("PersistentVolumeClaim").some(isNamed) || view.list("PersistentVolume").some(isNamed);
}
