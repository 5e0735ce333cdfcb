import { type Dirent, readFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { isJsonObject } from "../../base/json.ts";
import { decodeStream } from "../../manifest/stream.ts";
import { textOf } from "../../manifest/text.ts";
import { entriesOf, isFolderAt } from "../on-disk.ts";
import { isManifestFile } from "../manifest-file.ts";

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
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return "";
  return count === 1 ? `a ${one}` : `${count} ${many}`;
}

function pathsIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const path = isJsonObject(item) ? item["path"] : item;
    return typeof path === "string" && !path.includes("\n") ? [path] : [];
  });
}

/** Names of generated objects, a hash behind each left out: references leave it out, too. */
function namesIn(kind: "ConfigMap" | "Secret", generators: unknown): readonly string[] {
  if (!Array.isArray(generators)) return [];
  return generators.flatMap((one: unknown) => {
    const name = isJsonObject(one) ? one["name"] : undefined;
    return typeof name === "string" ? [`${kind}/${name}`] : [];
  });
}

interface Kustomization {
  /** The files that it patches with, as it names them. */
  readonly patches: readonly string[];
  readonly generated: readonly string[];
}

/** What a kustomization says; nothing where it cannot be read. */
function kustomizationAt(file: string): Kustomization {
  const [first] = decodeStream(file, textOf(readFileSync(file)));
  if (first === undefined || !("value" in first) || !isJsonObject(first.value)) return { patches: [], generated: [] };
  const { patches, patchesStrategicMerge, patchesJson6902, configMapGenerator, secretGenerator } = first.value;
  return {
    patches: [patches, patchesStrategicMerge, patchesJson6902].flatMap(pathsIn),
    generated: [...namesIn("ConfigMap", configMapGenerator), ...namesIn("Secret", secretGenerator)],
  };
}

function noteKustomization(walk: Walk, { file: folder, path }: FoundFile, name: string): void {
  const { patches, generated } = kustomizationAt(resolve(path, name));
  for (const one of generated) walk.generated.add(one);
  if (patches.length === 0 && generated.length === 0) return;
  for (const patch of patches) walk.patches.add(resolve(path, patch));
  const parts = [counted(patches.length, "patch", "patches"), counted(generated.length, "generator", "generators")];
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

/**
 * The files of a folder and of those below it, by name. Hidden ones, links to folders, templates of Helm charts and
 * patches of kustomizations are passed by.
 */
export function readFolder(cwd: string, folder: string, isWanted: Walk["isWanted"]): Folder {
  const walk: Walk = { isWanted, files: [], unrendered: [], patches: new Set(), generated: new Set() };
  visit(walk, { file: join(folder).replace(/(?<=.)[\\/]$/, ""), path: resolve(cwd, folder) });
  const { files, unrendered, patches, generated } = walk;
  const own = patches.size === 0 ? files : files.filter(({ path }) => !patches.has(path));
  return { files: own, unrendered, generated };
}

/** Whether a file of this name may hold manifests, or says how they are made. */
export function isOfInterest(path: string): boolean {
  return isManifestFile(path) || KUSTOMIZATION.test(basename(path));
}
