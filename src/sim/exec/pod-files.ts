import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Files } from "../../cluster/snapshot.ts";
import type { View } from "../../cluster/view.ts";

/** Where files below a folder of a pod are kept: a persistent volume, or with the pod. */
export interface Mount {
  /** Absolute, without a slash at its end; "" for the root. */
  readonly path: string;
  readonly claim?: string;
  /** Name of the persistent volume; absent for what dies with the pod. */
  readonly volume?: string;
  readonly readOnly: boolean;
  /** The claim's size, as written. */
  readonly size?: string;
}

/** A folder is kept as a name that ends in a slash, so that an empty one survives. */
const FOLDER = "/";

/** The mounts of a container, longest path first, the root last. */
export function mountsOf(pod: Pod, view: View, containerName?: string): readonly Mount[] {
  const containers = pod.spec.containers;
  const container = containers.find(({ name }) => name === containerName) ?? containers[0];
  const mounts = (container?.volumeMounts ?? []).map((mount): Mount => {
    const path = mount.mountPath.replace(/\/+$/, "");
    const source = pod.spec.volumes?.find(({ name }) => name === mount.name)?.persistentVolumeClaim;
    const readOnly = mount.readOnly === true;
    if (source === undefined) return { path, readOnly };
    const claim = view.get("PersistentVolumeClaim", pod.metadata.namespace ?? "default", source.claimName);
    const volume = claim?.spec.volumeName;
    const size = claim?.spec.resources?.requests?.["storage"];
    return {
      path,
      claim: source.claimName,
      readOnly,
      ...(volume === undefined ? {} : { volume }),
      ...(size === undefined ? {} : { size: String(size) }),
    };
  });
  return [...mounts.sort((a, b) => b.path.length - a.path.length), { path: "", readOnly: false }];
}

/** Makes a path absolute and takes `.` and `..` out of it. */
export function absolute(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** A pod's file system: what is on its volumes, and what dies with it. Paths are absolute. */
export class PodFiles {
  readonly mounts: readonly Mount[];
  #volumes: Readonly<Record<string, Files>>;
  #scratch: Files;

  constructor(mounts: readonly Mount[], volumes: Readonly<Record<string, Files>>, scratch: Files) {
    this.mounts = mounts;
    this.#volumes = volumes;
    this.#scratch = scratch;
  }

  get volumes(): Readonly<Record<string, Files>> {
    return this.#volumes;
  }

  get scratch(): Files {
    return this.#scratch;
  }

  mountOf(path: string): Mount {
    const found = this.mounts.find((mount) => path === mount.path || path.startsWith(`${mount.path}/`));
    return found ?? { path: "", readOnly: false };
  }

  /** The files of a mount, by their paths from its root. */
  #filesOf(mount: Mount): Files {
    return mount.volume === undefined ? this.#scratch : (this.#volumes[mount.volume] ?? {});
  }

  /** How a path is kept: on a volume from the mount's root, else as it is. */
  #keyOf(mount: Mount, path: string): string {
    return mount.volume === undefined ? path : path.slice(mount.path.length) || FOLDER;
  }

  /** The content of a file; undefined when there is none. */
  read(path: string): string | undefined {
    const mount = this.mountOf(path);
    const files = this.#filesOf(mount);
    const key = this.#keyOf(mount, path);
    return Object.hasOwn(files, key) ? files[key] : undefined;
  }

  write(path: string, content: string): void {
    const mount = this.mountOf(path);
    this.#keep(mount, { ...this.#filesOf(mount), [this.#keyOf(mount, path)]: content });
  }

  makeFolder(path: string): void {
    this.write(`${path}${FOLDER}`, "");
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void {
    const mount = this.mountOf(path);
    const key = this.#keyOf(mount, path);
    const left = Object.entries(this.#filesOf(mount)).filter(
      ([name]) => name !== key && !name.startsWith(key === FOLDER ? FOLDER : `${key}/`),
    );
    this.#keep(mount, Object.fromEntries(left));
  }

  #keep(mount: Mount, files: Files): void {
    if (mount.volume === undefined) this.#scratch = files;
    else this.#volumes = { ...this.#volumes, [mount.volume]: files };
  }

  isFolder(path: string): boolean {
    if (path === "/" || this.mounts.some((mount) => mount.path === path || mount.path.startsWith(`${path}/`)))
      return true;
    return this.#names(path).length > 0 || this.read(`${path}${FOLDER}`) !== undefined;
  }

  /** The names in a folder, in byte order. */
  list(path: string): readonly string[] {
    const below = path === "/" ? "/" : `${path}/`;
    const mounted = this.mounts.flatMap((mount) =>
      mount.path.startsWith(below) ? [mount.path.slice(below.length)] : [],
    );
    const names = [...this.#names(path), ...mounted].map((name) => name.split("/")[0] ?? "");
    return [...new Set(names.filter((name) => name !== ""))].sort();
  }

  #names(path: string): string[] {
    const mount = this.mountOf(path);
    const key = this.#keyOf(mount, path);
    const below = key === FOLDER ? FOLDER : `${key}/`;
    return Object.keys(this.#filesOf(mount)).flatMap((name) =>
      name.startsWith(below) ? [name.slice(below.length)] : [],
    );
  }
}
