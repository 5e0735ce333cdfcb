import { type Dirent, readFileSync } from "node:fs";
import { basename, extname, join, resolve, sep } from "node:path";
import { isJsonObject } from "../base/json.ts";
import { decodeStream } from "../manifest/stream.ts";
import { textOf } from "../manifest/text.ts";
import { entriesOf, isFolderAt } from "./on-disk.ts";

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
}

function pathsIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const path = isJsonObject(item) ? item["path"] : item;
    return typeof path === "string" && !path.includes("\n") ? [path] : [];
  });
}

/** The files that a kustomization patches with, as it names them; none where it cannot be read. */
function patchesOf(file: string): readonly string[] {
  const [first] = decodeStream(file, textOf(readFileSync(file)));
  if (first === undefined || !("value" in first) || !isJsonObject(first.value)) return [];
  const { patches, patchesStrategicMerge, patchesJson6902 } = first.value;
  return [patches, patchesStrategicMerge, patchesJson6902].flatMap(pathsIn);
}

function noteKustomization(walk: Walk, { file: folder, path }: FoundFile, name: string): void {
  const patches = patchesOf(resolve(path, name));
  if (patches.length === 0) return;
  for (const patch of patches) walk.patches.add(resolve(path, patch));
  const count = patches.length === 1 ? "a patch" : `${patches.length} patches`;
  const what = `${folder} has ${count}, linted as what they make`;
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

/**
 * The files of a folder and of those below it, by name. Hidden ones, links to folders, templates of Helm charts and
 * patches of kustomizations are passed by.
 */
export function readFolder(cwd: string, folder: string, isWanted: Walk["isWanted"]): Folder {
  const walk: Walk = { isWanted, files: [], unrendered: [], patches: new Set() };
  visit(walk, { file: join(folder).replace(/(?<=.)[\\/]$/, ""), path: resolve(cwd, folder) });
  const { files, unrendered, patches } = walk;
  return { files: patches.size === 0 ? files : files.filter(({ path }) => !patches.has(path)), unrendered };
}

const EXTENSIONS = new Set([".json", ".yaml", ".yml"]);

/** Whether a file of this name may hold manifests, or says how they are made. */
export function isOfInterest(path: string): boolean {
  return EXTENSIONS.has(extname(path)) || KUSTOMIZATION.test(basename(path));
}
