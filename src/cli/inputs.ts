import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../base/errors.ts";
import { systemRefusal } from "../base/system-refusal.ts";
import { refuseUsage } from "./usage.ts";
import type { ManifestInput } from "../manifest/manifest.ts";
import type { Call } from "./command.ts";
import { globMatcher, isPattern } from "../base/glob.ts";
import { entriesOf, isFolderAt, statsAt, unreadable } from "./on-disk.ts";
import { isManifestFile } from "./manifest-file.ts";

function complaint(message: string, cause?: unknown): CommandError {
  return new CommandError("NOT_READABLE", message, { cause });
}

/** Files of a folder by name, those of folders below in their place when asked for. Our own state is no manifest. */
function filesBelow(folder: string, call: Call): string[] {
  const { cwd } = call.io;
  return entriesOf({ file: folder, path: resolve(cwd, folder) }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(resolve(cwd, path)));
    if (isFolder) return call.flags.on("recursive") ? filesBelow(path, call) : [];
    return isManifestFile(entry.name) && resolve(cwd, path) !== call.stateFile ? [path] : [];
  });
}

/** Paths that a pattern of one folder level matches, in order. */
function matching(pattern: string, cwd: string): string[] {
  const folder = dirname(pattern);
  const matches = globMatcher(basename(pattern));
  const folders = isPattern(folder) ? matching(folder, cwd) : [folder];
  return folders.flatMap((place) => {
    if (!isFolderAt(resolve(cwd, place))) return [];
    const names = entriesOf({ file: place, path: resolve(cwd, place) }).map(({ name }) => name);
    return names.filter(matches).map((name) => (pattern.includes("/") ? join(place, name) : name));
  });
}

function filesAt(path: string, call: Call): string[] {
  const { cwd } = call.io;
  const stats = statsAt({ file: path, path: resolve(cwd, path) });
  if (stats === undefined) {
    const matches = isPattern(path) ? matching(path, cwd) : [];
    if (matches.length === 0) throw complaint(`the path ${JSON.stringify(path)} does not exist`);
    return matches.flatMap((match) => filesAt(match, call));
  }
  if (!stats.isDirectory()) return [path];
  const files = filesBelow(path, call);
  if (files.length > 0) return files;
  throw complaint(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
}

async function download(url: string, signal: AbortSignal): Promise<ManifestInput> {
  let answer: Response;
  try {
    answer = await fetch(url, { signal });
  } catch (cause) {
    if (signal.aborted) throw new CommandError("INTERRUPTED", "interrupted while reading a URL");
    const why = cause instanceof Error && cause.cause instanceof Error ? systemRefusal(cause.cause) : String(cause);
    throw complaint(`unable to read URL ${JSON.stringify(url)}: ${why}`, cause);
  }
  if (!answer.ok) {
    const reported = `server reported ${answer.status} ${answer.statusText}, status code=${answer.status}`;
    throw complaint(`unable to read URL ${JSON.stringify(url)}, ${reported}`);
  }
  return { file: url, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

function read(path: string, call: Call): ManifestInput {
  try {
    return { file: path, bytes: readFileSync(resolve(call.io.cwd, path)) };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * The bytes of all that `-f` names: files, folders, patterns, URLs and standard input, in the order given. Throws
 * NOT_READABLE before anything is read when a path does not exist.
 */
export async function readInputs(
  call: Call,
  names: readonly string[] = call.flags.list("filename"),
): Promise<ManifestInput[]> {
  if (names.filter((name) => name === "-").length > 1) {
    refuseUsage("standard input cannot be used for multiple arguments");
  }
  const places = names.map((name) => (name === "-" || isUrl(name) ? name : filesAt(name, call)));
  const inputs: ManifestInput[] = [];
  for (const place of places) {
    if (place === "-") inputs.push({ file: "STDIN", bytes: await call.io.stdin() });
    else if (typeof place === "string") inputs.push(await download(place, call.io.interrupted));
    else inputs.push(...place.map((path) => read(path, call)));
  }
  return inputs;
}

function isUrl(name: string): boolean {
  return name.startsWith("http://") || name.startsWith("https://");
}

/** Whether the user named any input; throws kubectl's complaint when the verb needs one. */
export function requireInputs(call: Call): void {
  if (!call.flags.given("filename")) refuseUsage("must specify one of -f and -k");
}
