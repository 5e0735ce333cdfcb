import { claimNameOf } from "../../api/kinds/pod/claims.ts";
import type { Pod, VolumeMount } from "../../api/kinds/pod/types.ts";
import type { Files } from "../../cluster/snapshot.ts";
import type { View } from "../../cluster/view.ts";
import { ofContainer, ofVolume } from "./file-names.ts";

/** Where files below a folder of a container are kept: on a persistent volume, or with the pod. */
export interface Mount {
  /** Absolute, without a slash at its end; "" for the root. */
  readonly path: string;
  /** What the names of its files begin with where they are kept. @see `ofContainer`, `ofVolume` */
  readonly prefix: string;
  readonly claim?: string;
  /** Name of the persistent volume; absent for what dies with the pod. */
  readonly volume?: string;
  readonly readOnly: boolean;
  /** The claim's size, as written. */
  readonly size?: string;
}

/** A folder is kept as a name that ends in a slash, so that an empty one survives. */
const FOLDER = "/";

/**
 * A text with its `$(NAME)` filled in; unknown ones stay, and `$$` is a dollar.
 * @see third_party/forked/golang/expansion/expand.go (1.36)
 */
function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (all, name?: string) => (name === undefined ? "$" : (env[name] ?? all)));
}

/** The folder of a volume that a mount shows, as `/pg`; "" for the whole. */
function subFolder({ subPath, subPathExpr = "" }: VolumeMount, env: Readonly<Record<string, string>>): string {
  const written = subPath ?? expanded(subPathExpr, env);
  return written === "" ? "" : absolute(written).replace(/\/$/, "");
}

/** Whose file system it is: a container of a pod, the first one by default, with its variables. */
export interface Inside {
  readonly pod: Pod;
  readonly container: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

function mountIn({ pod, env }: Inside, view: View, mount: VolumeMount): Mount {
  const path = mount.mountPath.replace(/\/+$/, "");
  const folder = subFolder(mount, env);
  const source = pod.spec.volumes?.find(({ name }) => name === mount.name);
  const readOnly = mount.readOnly === true || source?.persistentVolumeClaim?.readOnly === true;
  const claimName = source === undefined ? undefined : claimNameOf(pod, source);
  if (claimName === undefined) return { path, prefix: `${ofVolume(mount.name)}${folder}`, readOnly };
  const claim = view.get("PersistentVolumeClaim", pod.metadata.namespace ?? "default", claimName);
  const volume = claim?.spec.volumeName;
  const size = claim?.spec.resources?.requests?.["storage"];
  return {
    path,
    prefix: volume === undefined ? ofVolume(mount.name) : folder,
    claim: claimName,
    readOnly,
    ...(volume === undefined ? {} : { volume }),
    ...(size === undefined ? {} : { size: String(size) }),
  };
}

/** The mounts of a container, longest path first, the root last. */
export function mountsOf(inside: Inside, view: View): readonly Mount[] {
  const { pod, container: name } = inside;
  const { containers } = pod.spec;
  const container = containers.find((one) => one.name === name) ?? containers[0];
  const mounts = (container?.volumeMounts ?? []).map((mount) => mountIn(inside, view, mount));
  const root = { path: "", prefix: ofContainer(pod, container?.name), readOnly: false };
  return [...mounts.sort((a, b) => b.path.length - a.path.length), root];
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

/** What the names of all that is in a folder begin with. */
function below(key: string): string {
  return key.endsWith(FOLDER) ? key : `${key}${FOLDER}`;
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
    return found ?? { path: "", prefix: "", readOnly: false };
  }

  /** The files of a mount, by their paths from its root. */
  #filesOf(mount: Mount): Files {
    return mount.volume === undefined ? this.#scratch : (this.#volumes[mount.volume] ?? {});
  }

  /** How a path is kept: from the mount's root. */
  #keyOf({ path: root, prefix }: Mount, path: string): string {
    return `${prefix}${path.slice(root.length) || FOLDER}`;
  }

  /** The content of a file; undefined when there is none. */
  read(path: string): string | undefined {
    const mount = this.mountOf(path);
    if (path === mount.path) return undefined;
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
    const left = Object.entries(this.#filesOf(mount)).filter(([name]) => name !== key && !name.startsWith(below(key)));
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
    const start = below(path);
    const mounted = this.mounts.flatMap((mount) =>
      mount.path.startsWith(start) ? [mount.path.slice(start.length)] : [],
    );
    const names = [...this.#names(path), ...mounted].map((name) => name.split("/")[0] ?? "");
    return [...new Set(names.filter((name) => name !== ""))].sort();
  }

  #names(path: string): string[] {
    const mount = this.mountOf(path);
    const key = this.#keyOf(mount, path);
    const start = below(key);
    return Object.keys(this.#filesOf(mount)).flatMap((name) =>
      name.startsWith(start) ? [name.slice(start.length)] : [],
    );
  }
}
