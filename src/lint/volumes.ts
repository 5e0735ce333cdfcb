import type { VolumeMount } from "../api/kinds/pod/types.ts";
import type { FieldPath } from "../base/field-path.ts";
import { keepingMany } from "../base/last-answer.ts";
import { containersOf, type PlacedContainer, type PodPlace } from "./containers.ts";

/** How a container uses a volume. */
export interface PlacedMount {
  readonly container: PlacedContainer;
  readonly path: FieldPath;
  readonly how: "mount" | "device";
  readonly mount: Pick<VolumeMount, "name" | "readOnly"> & { readonly mountPath?: string; readonly subPath?: string };
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
      add({ container, path: [...container.path, "volumeMounts", index], how: "mount", mount });
    }
    for (const [index, { name }] of volumeDevices.entries()) {
      add({ container, path: [...container.path, "volumeDevices", index], how: "device", mount: { name } });
    }
  }
  return byVolume;
});
