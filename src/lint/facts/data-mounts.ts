import type { PodPlace } from "./containers.ts";
import { isForData } from "./data-folders.ts";
import { mountsByVolume, type PlacedMount } from "./volumes.ts";

/** Whether a claim is mounted below, where the data itself lies. */
function isOnlyAround({ container, mount: { mountPath = "" } }: PlacedMount, claims: ReadonlySet<string>): boolean {
  const { volumeMounts = [] } = container.container;
  const folder = mountPath.endsWith("/") ? mountPath : `${mountPath}/`;
  return volumeMounts.some(({ name, mountPath: own }) => claims.has(name) && own.startsWith(folder));
}

/** Whether an init container has the volume somewhere else, as one has that copies into it what the program reads. */
function isFilled({ mount: { mountPath } }: PlacedMount, all: readonly PlacedMount[]): boolean {
  return all.some(({ container, mount }) => container.role === "init" && mount.mountPath !== mountPath);
}

/**
 * Where data that is to survive lies on a volume, as far as paths tell; undefined where it does not. `claims`: names of the
 * pod's volumes that are claims.
 */
export function dataMountOf(pod: PodPlace, volume: string, claims: ReadonlySet<string>): PlacedMount | undefined {
  const all = mountsByVolume(pod).get(volume) ?? [];
  const mount = all.find(({ mount: { mountPath = "" } }) => isForData(mountPath));
  return mount === undefined || isOnlyAround(mount, claims) || isFilled(mount, all) ? undefined : mount;
}
