import type { Dirent } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Rendering } from "../../lint/rendered.ts";
import { entriesOf, isFolderAt } from "../on-disk.ts";
import { isManifestFile } from "../manifest-file.ts";
import { kustomizationAt, together } from "./kustomization.ts";

/** A folder whose manifests another program makes: what is not looked at there, and how it is. */
export interface Unrendered {
  /** `prod has 2 patches, linted as what they make`. */
  readonly what: string;
  /** The command line that lints what comes out of it. */
  readonly command: string;
}

/** A file as it is called in what is printed, and where it is. */
export interface FoundFile {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** What a folder holds, with all below it. */
export interface Folder {
  readonly files: readonly FoundFile[];
  readonly unrendered: readonly Unrendered[];
  /** `ConfigMap/settings`: what kustomizations add. */
  readonly generated: ReadonlySet<string>;
  /** By file: what kustomizations give to its objects. */
  readonly renderings: ReadonlyMap<string, Rendering>;
}

const KUSTOMIZATION = /^(?:kustomization\.ya?ml|Kustomization)$/;
const CHART = "Chart.yaml";
/** In the folder of a chart: neither manifests nor YAML before they are rendered. */
const OF_CHART = /^(?:templates|Chart\.ya?ml|values.*\.ya?ml)$/;

interface Walk {
  readonly isWanted: (found: FoundFile, isFolder: boolean) => boolean;
  readonly files: FoundFile[];
  readonly unrendered: Unrendered[];
  /** Files that a kustomization merges into others. */
  readonly patches: Set<string>;
  readonly generated: Set<string>;
  /** By the absolute path of a file or a folder. */
  readonly renderings: Map<string, readonly Rendering[]>;
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return "";
  return count === 1 ? `a ${one}` : `${count} ${many}`;
}

function noteKustomization(walk: Walk, { file: folder, path }: FoundFile, name: string): void {
  const { patches, generators, generated, resources, rendering } = kustomizationAt(resolve(path, name));
  for (const one of generated) walk.generated.add(one);
  for (const resource of rendering === undefined ? [] : resources) {
    const at = resolve(path, resource);
    walk.renderings.set(at, [...(walk.renderings.get(at) ?? []), ...(rendering === undefined ? [] : [rendering])]);
  }
  if (patches.length === 0 && generators === 0) return;
  for (const patch of patches) walk.patches.add(resolve(path, patch));
  const parts = [counted(patches.length, "patch", "patches"), counted(generators, "generator", "generators")];
  const what = `${folder} has ${parts.filter((part) => part !== "").join(" and ")}, linted as what they make`;
  walk.unrendered.push({
    what,
    command: `kubectl kustomize ${folder} | stsctl lint -`,
  });
}

/** As `join` of a normal path and a name, which is found thousands of times. */
function below(folder: string, name: string): string {
  if (folder === ".") return name;
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** Neither a link to a folder, which may lead back, nor a pipe, which may never end. */
function isTextFile(entry: Dirent, { path }: FoundFile): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && !isFolderAt(path));
}

function visit(walk: Walk, folder: FoundFile): void {
  const entries = entriesOf(folder);
  const isChart = entries.some(({ name }) => name === CHART);
  for (const entry of entries) {
    const { name } = entry;
    const found = { file: below(folder.file, name), path: below(folder.path, name) };
    const isFolder = entry.isDirectory();
    if (name.startsWith(".") || name === "node_modules" || !walk.isWanted(found, isFolder)) continue;
    if (KUSTOMIZATION.test(name)) noteKustomization(walk, folder, name);
    else if (isChart && OF_CHART.test(name)) continue;
    else if (isFolder) visit(walk, found);
    else if (isTextFile(entry, found)) walk.files.push(found);
  }
  if (!isChart) return;
  const what = `${folder.file} is a Helm chart, linted as what it makes`;
  walk.unrendered.push({ what, command: `helm template ${folder.file} | stsctl lint -` });
}

/** What kustomizations give to files, by themselves or with the folder that they are in. */
function renderingsOf({ renderings, files }: Walk): ReadonlyMap<string, Rendering> {
  const byFile = new Map<string, Rendering>();
  if (renderings.size === 0) return byFile;
  for (const { file, path } of files) {
    const found: Rendering[] = [];
    for (let at = path, above = ""; at !== above; above = at, at = dirname(at))
      found.push(...(renderings.get(at) ?? []));
    if (found.length > 0) byFile.set(file, together(found));
  }
  return byFile;
}

/**
 * The files of a folder and of those below it, by name. Hidden ones, links to folders, templates of Helm charts and
 * patches of kustomizations are passed by.
 */
export function readFolder(cwd: string, folder: string, isWanted: Walk["isWanted"]): Folder {
  const walk: Walk = {
    isWanted,
    files: [],
    unrendered: [],
    patches: new Set(),
    generated: new Set(),
    renderings: new Map(),
  };
  visit(walk, { file: join(folder).replace(/(?<=.)[\\/]$/, ""), path: resolve(cwd, folder) });
  const { files, unrendered, patches, generated } = walk;
  const own = patches.size === 0 ? files : files.filter(({ path }) => !patches.has(path));
  return { files: own, unrendered, generated, renderings: renderingsOf(walk) };
}

/** Whether a file of this name may hold manifests, or says how they are made. */
export function isOfInterest(path: string): boolean {
  return isManifestFile(path) || KUSTOMIZATION.test(basename(path));
}
