import type { VolumeMount } from "../../api/kinds/pod/types.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { keepingMany } from "../../base/last-answer.ts";
import { containersOf, type PlacedContainer, type PodPlace } from "./containers.ts";

/** How a container uses a volume. */
export interface PlacedMount {
  readonly container: PlacedContainer;
  readonly list: "volumeMounts" | "volumeDevices";
  readonly index: number;
  readonly mount: Pick<VolumeMount, "name" | "readOnly"> & {
    readonly mountPath?: string;
    readonly subPath?: string;
    readonly subPathExpr?: string;
  };
}

export function pathOfMount({ container, list, index }: PlacedMount): FieldPath {
  return [...container.path, list, index];
}

/** The mounts and devices of a pod by the name of the volume. */
export const mountsByVolume = keepingMany((pod: PodPlace): ReadonlyMap<string, readonly PlacedMount[]> => {
  const byVolume = new Map<string, PlacedMount[]>();
  const add = (mount: PlacedMount): void => {
    const list = byVolume.get(mount.mount.name);
    if (list === undefined) byVolume.set(mount.mount.name, [mount]);
    else list.push(mount);
  };
  for (const container of containersOf(pod)) {
    const { volumeMounts = [], volumeDevices = [] } = container.container;
    for (const [index, mount] of volumeMounts.entries()) {
      add({ container, list: "volumeMounts", index, mount });
    }
    for (const [index, { name }] of volumeDevices.entries()) {
      add({ container, list: "volumeDevices", index, mount: { name } });
    }
  }
  return byVolume;
});
