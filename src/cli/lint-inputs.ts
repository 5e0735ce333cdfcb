import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { CommandError } from "../base/errors.ts";
import type { ManifestInput } from "../manifest/manifest.ts";
import type { Call } from "./command.ts";
import { globMatcher } from "./glob.ts";

/** Where manifests come from, and which are left out. */
export interface LintPlaces {
  readonly names: readonly string[];
  /** Takes paths relative to the working directory. */
  readonly isIgnored: (path: string) => boolean;
  /** What standard input is called. */
  readonly stdinName: string;
}

const EXTENSIONS = new Set([".json", ".yaml", ".yml"]);
/** Beside manifests, and none themselves. */
const NO_MANIFESTS = /^(?:node_modules|kustomization\.ya?ml|Kustomization)$/;

function isFolderAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The files of a folder and of those below it, by name. Hidden ones, and links to folders, are passed by. */
function filesBelow(folder: string, cwd: string, isWanted: (path: string, isFolder: boolean) => boolean): string[] {
  const entries = readdirSync(resolve(cwd, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || NO_MANIFESTS.test(entry.name)) return [];
    const isFolder = entry.isDirectory();
    if (!isWanted(path, isFolder)) return [];
    return isFolder ? filesBelow(path, cwd, isWanted) : [path];
  });
}

/** The longest folder in front of a pattern's first special character. */
function folderOf(pattern: string): string {
  const special = pattern.search(/[*?[]/);
  const slash = pattern.lastIndexOf("/", special);
  return slash < 0 ? "." : pattern.slice(0, Math.max(slash, 1));
}

function filesMatching(pattern: string, cwd: string, isIgnored: LintPlaces["isIgnored"]): string[] {
  const folder = folderOf(pattern);
  if (!isFolderAt(resolve(cwd, folder))) return [];
  const matches = globMatcher(pattern.replace(/^\.\//, ""));
  return filesBelow(folder, cwd, (path, isFolder) => !isIgnored(path) && (isFolder || matches(path)));
}

/** The files that a path names: itself, those of a folder, or those that a pattern matches. */
function filesAt(path: string, cwd: string, isIgnored: LintPlaces["isIgnored"]): string[] {
  const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stats === undefined) {
    const matches = /[*?[]/.test(path) ? filesMatching(path, cwd, isIgnored) : undefined;
    if (matches !== undefined && matches.length > 0) return matches;
    throw new CommandError("NOT_READABLE", `the path ${JSON.stringify(path)} does not exist`);
  }
  const shown = relative(cwd, resolve(cwd, path));
  if (!stats.isDirectory()) return isIgnored(shown) ? [] : [path];
  return filesBelow(path, cwd, (below, isFolder) => {
    return !isIgnored(relative(cwd, resolve(cwd, below))) && (isFolder || EXTENSIONS.has(extname(below)));
  });
}

function read(file: string, cwd: string): ManifestInput {
  try {
    return { file, bytes: readFileSync(resolve(cwd, file)) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "EACCES" ? `open ${file}: permission denied` : `read ${file}: ${code ?? ""}`;
    throw new CommandError("NOT_READABLE", why, { cause });
  }
}

function isUrl(name: string): boolean {
  return name.startsWith("http://") || name.startsWith("https://");
}

/** Manifests that are read one after the other, when somebody asks for the next. */
export interface LintInputs {
  readonly count: number;
  readonly inputs: Iterable<ManifestInput>;
  /** The text of one of the files, once more. */
  readonly bytesOf: (file: string) => Uint8Array | undefined;
}

/** All that the names stand for, each file once. Throws NOT_READABLE when a path does not exist. */
export async function lintInputs(call: Call, { names, isIgnored, stdinName }: LintPlaces): Promise<LintInputs> {
  const { cwd } = call.io;
  const given = new Map<string, ManifestInput | undefined>();
  for (const name of names) {
    if (name === "-") given.set(stdinName, { file: stdinName, bytes: await call.io.stdin() });
    else if (isUrl(name)) {
      const { readInputs } = await import("./inputs.ts");
      for (const input of await readInputs(call, [name])) given.set(name, input);
    } else for (const file of filesAt(name, cwd, isIgnored)) if (!given.has(file)) given.set(file, undefined);
  }
  return {
    count: given.size,
    inputs: {
      *[Symbol.iterator]() {
        for (const [file, input] of given) yield input ?? read(file, cwd);
      },
    },
    bytesOf: (file) => (given.has(file) ? (given.get(file) ?? read(file, cwd)).bytes : undefined),
  };
}
