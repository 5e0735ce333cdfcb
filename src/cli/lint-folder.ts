import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { isJsonObject } from "../base/json.ts";
import { decodeStream } from "../manifest/stream.ts";
import { textOf } from "../manifest/text.ts";

/** A folder whose manifests another program makes: what is not looked at there, and how it is. */
export interface Unrendered {
  /** `prod has 2 patches, linted as what they make`. */
  readonly what: string;
  /** The command line that lints what comes out of it. */
  readonly command: string;
}

/** What a folder holds, with all below it. */
export interface Folder {
  readonly files: readonly string[];
  readonly unrendered: readonly Unrendered[];
}

const KUSTOMIZATION = /^(?:kustomization\.ya?ml|Kustomization)$/;
const CHART = "Chart.yaml";
/** In the folder of a chart: neither manifests nor YAML before they are rendered. */
const OF_CHART = /^(?:templates|Chart\.ya?ml|values.*\.ya?ml)$/;

interface Walk {
  readonly cwd: string;
  /** Takes paths as they are found, and whether it is a folder. */
  readonly isWanted: (path: string, isFolder: boolean) => boolean;
  readonly files: string[];
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

function noteKustomization(walk: Walk, folder: string, name: string): void {
  const patches = patchesOf(resolve(walk.cwd, folder, name));
  if (patches.length === 0) return;
  for (const patch of patches) walk.patches.add(resolve(walk.cwd, folder, patch));
  const count = patches.length === 1 ? "a patch" : `${patches.length} patches`;
  const what = `${folder} has ${count}, linted as what they make`;
  walk.unrendered.push({
    what,
    command: `kubectl kustomize ${folder} | stsctl lint -`,
  });
}

function visit(walk: Walk, folder: string): void {
  const entries = readdirSync(resolve(walk.cwd, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const isChart = entries.some(({ name }) => name === CHART);
  for (const entry of entries) {
    const { name } = entry;
    const path = join(folder, name);
    const isFolder = entry.isDirectory();
    if (name.startsWith(".") || name === "node_modules" || !walk.isWanted(path, isFolder)) continue;
    if (KUSTOMIZATION.test(name)) noteKustomization(walk, folder, name);
    else if (isChart && OF_CHART.test(name)) continue;
    else if (isFolder) visit(walk, path);
    else walk.files.push(path);
  }
  if (!isChart) return;
  const what = `${folder} is a Helm chart, linted as what it makes`;
  walk.unrendered.push({ what, command: `helm template ${folder} | stsctl lint -` });
}

/**
 * The files of a folder and of those below it, by name. Hidden ones, links to folders, templates of Helm charts and
 * patches of kustomizations are passed by.
 */
export function readFolder(folder: string, { cwd, isWanted }: Pick<Walk, "cwd" | "isWanted">): Folder {
  const walk: Walk = { cwd, isWanted, files: [], unrendered: [], patches: new Set() };
  visit(walk, folder);
  const { files, unrendered, patches } = walk;
  return {
    files: patches.size === 0 ? files : files.filter((file) => !patches.has(resolve(cwd, file))),
    unrendered,
  };
}

const EXTENSIONS = new Set([".json", ".yaml", ".yml"]);

/** Whether a file of this name may hold manifests, or says how they are made. */
export function isOfInterest(path: string): boolean {
  return EXTENSIONS.has(extname(path)) || KUSTOMIZATION.test(basename(path));
}
