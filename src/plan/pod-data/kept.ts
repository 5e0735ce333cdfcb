import type { Container, Pod, Volume } from "../../api/kinds/pod/types.ts";
import { controllerOf, namespaceOf } from "../../api/object.ts";
import { type PodPlace, runningContainersOf } from "../../lint/facts/containers.ts";
import { dataMountOf } from "../../lint/facts/data-mounts.ts";
import type { Configs } from "../../lint/facts/env-sources.ts";
import { folder, type ImageData, imageDataOf } from "../../lint/facts/image-data.ts";
import { mountsByVolume } from "../../lint/facts/volumes.ts";

/** What data lies on that no claim holds. `container`: on no volume at all. */
export type DataPlace = "emptyDir" | "ephemeral" | "container" | "hostPath";

/** Data of a pod that is on no claim that outlives it. */
export interface KeptData {
  readonly image: string;
  /** The folder. */
  readonly path: string;
  readonly on: DataPlace;
  /** The name of the pod's volume. */
  readonly volume?: string;
  /** On the node, of a `hostPath`. */
  readonly nodePath?: string;
  /** The image is known to keep its data there, and nothing fills the folder before it starts. Else the folder's name says so. */
  readonly isKnown: boolean;
}

type OnVolume = Pick<KeptData, "on" | "volume" | "nodePath">;

/** What a volume is, if data on it is on no claim. Who asks for memory asks for what does not last. */
function ownVolume(volume: Volume | undefined): OnVolume | undefined {
  if (volume === undefined) return undefined;
  const { name, emptyDir, ephemeral } = volume;
  if (emptyDir !== undefined) return emptyDir.medium === "Memory" ? undefined : { on: "emptyDir", volume: name };
  if (ephemeral !== undefined) return { on: "ephemeral", volume: name };
  const { path } = (volume["hostPath"] ?? {}) as { readonly path?: string };
  return path === undefined ? undefined : { on: "hostPath", volume: name, nodePath: path };
}

/** A pod as rules see it. */
interface Looked {
  readonly place: PodPlace;
  readonly volumes: ReadonlyMap<string, Volume>;
}

/** The volume that a folder of a container lies on; undefined where that is not known, or needs no word. */
function placeOf(
  { data, volume }: ImageData,
  { volumeMounts = [] }: Container,
  { volumes }: Looked,
): OnVolume | undefined {
  const own = folder(data);
  const around = volumeMounts
    .filter(({ mountPath }) => own.startsWith(folder(mountPath)))
    .sort((a, b) => folder(b.mountPath).length - folder(a.mountPath).length)
    .at(0);
  // Over a volume that the image declares, and nothing is mounted at, comes an empty one of the container's own.
  const isShadowed = volume !== undefined && !folder(around?.mountPath ?? "/").startsWith(folder(volume));
  if (around !== undefined && !isShadowed) return ownVolume(volumes.get(around.name));
  const isMountedBelow = volumeMounts.some(({ mountPath }) => folder(mountPath).startsWith(own));
  return isMountedBelow ? undefined : { on: "container" };
}

/** Whether an init container has the volume at another path, as one has that fills it. */
function isFilled(volume: string | undefined, path: string, { place }: Looked): boolean {
  const mounts = mountsByVolume(place).get(volume ?? "") ?? [];
  return mounts.some(
    ({ container, mount }) => container.role === "init" && folder(mount.mountPath ?? "") !== folder(path),
  );
}

/** What a container keeps where its image is known to. */
function knownIn(container: Container, data: ImageData, looked: Looked): readonly KeptData[] {
  const found = placeOf(data, container, looked);
  if (found === undefined) return [];
  const path = container.volumeMounts?.find(({ name }) => name === found.volume)?.mountPath ?? data.data;
  const isKnown = !isFilled(found.volume, path, looked);
  return [{ image: container.image ?? "", path: data.data, ...found, isKnown }];
}

/** What lies on volumes that are mounted where databases keep their data, whatever the image. */
function guessedIn({ place, volumes }: Looked, known: readonly KeptData[]): readonly KeptData[] {
  const claims = new Set(
    [...volumes.values()].flatMap((one) => (one.persistentVolumeClaim === undefined ? [] : one.name)),
  );
  return [...volumes.values()].flatMap((volume): readonly KeptData[] => {
    const found = ownVolume(volume);
    if (found === undefined || known.some((one) => one.volume === volume.name)) return [];
    const placed = dataMountOf(place, volume.name, claims);
    if (placed === undefined || placed.container.role === "init" || placed.mount.readOnly === true) return [];
    const { image = "" } = placed.container.container;
    return [{ image, path: placed.mount.mountPath ?? "", ...found, isKnown: false }];
  });
}

/**
 * The data of a pod that is on no claim, as far as images and paths tell: caches, sockets and temporary files are none. What
 * paths alone tell counts for pods of sets, which are meant to have a state. `configs`: where variables come from.
 */
export function keptIn(pod: Pod, configs: Configs): readonly KeptData[] {
  const { volumes = [] } = pod.spec;
  const looked = { place: { path: [], spec: pod.spec }, volumes: new Map(volumes.map((one) => [one.name, one])) };
  let hasKnown = false;
  const known = runningContainersOf(looked.place).flatMap(({ container }) => {
    const data = imageDataOf(container, namespaceOf(pod), configs);
    hasKnown ||= data !== undefined;
    return data === undefined ? [] : knownIn(container, data, looked);
  });
  if (hasKnown || controllerOf(pod)?.kind !== "StatefulSet") return known;
  return guessedIn(looked, known);
}
