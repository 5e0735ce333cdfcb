import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { relative, resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import type { Rendering } from "../../lint/rendered.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";
import { isTemplate, looksLikeManifest } from "../../manifest/looks-like-manifest.ts";
import { textOf } from "../../manifest/text.ts";
import type { Call } from "../command.ts";
import { folderBefore, globMatcher, isPattern } from "../../base/glob.ts";
import { type Folder, type FoundFile, isOfInterest, readFolder, type Unrendered } from "./folder.ts";
import { isFolderAt, statsAt, unreadable } from "../on-disk.ts";

/** Where manifests come from, and which are left out. */
export interface LintPlaces {
  readonly names: readonly string[];
  /** Takes paths relative to the working directory; undefined when nothing is ignored. */
  readonly isIgnored: ((path: string) => boolean) | undefined;
  /** What standard input is called. */
  readonly stdinName: string;
}

interface Source {
  readonly cwd: string;
  readonly isIgnored: LintPlaces["isIgnored"];
}

const NOTHING: Folder = { files: [], unrendered: [], generated: new Set(), renderings: new Map() };

function matching(pattern: string, { cwd, isIgnored }: Source): Folder {
  const folder = folderBefore(pattern);
  if (!isFolderAt(resolve(cwd, folder))) return NOTHING;
  const matches = globMatcher(pattern.replace(/^\.\//, ""));
  return readFolder(cwd, folder, ({ file }, isFolder) => isIgnored?.(file) !== true && (isFolder || matches(file)));
}

interface Found extends Folder {
  /** Whether the path is that of a file. */
  readonly isNamed?: true;
  /** Whether it is a pipe or a device, which tells its text once. */
  readonly isStream?: boolean;
}

/** What a path names: itself, the files of a folder, or those that a pattern matches. */
function foundAt(path: string, source: Source): Found {
  const { cwd, isIgnored } = source;
  const at = resolve(cwd, path);
  const stats = statsAt({ file: path, path: at });
  if (stats === undefined) {
    const found = isPattern(path) ? matching(path, source) : NOTHING;
    if (found.files.length > 0) return found;
    throw new CommandError("NOT_READABLE", `the path ${JSON.stringify(path)} does not exist`);
  }
  const isLeftOut = (found: string): boolean => isIgnored?.(relative(cwd, found)) === true;
  if (!stats.isDirectory()) {
    const files = isLeftOut(at) ? [] : [{ file: path, path: at }];
    return { ...NOTHING, files, isNamed: true, isStream: !stats.isFile() };
  }
  return readFolder(cwd, path, (found, isFolder) => (isFolder || isOfInterest(found.file)) && !isLeftOut(found.path));
}

/** Nearly all manifests fit. */
const SCRATCH = Buffer.allocUnsafeSlow(64 * 1024);

/** With thousands of small files, `readFileSync` spends longer around reading than on it. */
function bytesAt(path: string): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, SCRATCH, length, SCRATCH.length - length, null);
      if (count === 0) return Buffer.from(SCRATCH.subarray(0, length));
      length += count;
      if (length === SCRATCH.length) return Buffer.concat([SCRATCH, readFileSync(descriptor)]);
    }
  } finally {
    closeSync(descriptor);
  }
}

function read({ file, path }: FoundFile): ManifestInput {
  try {
    return { file, bytes: bytesAt(path) };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function isUrl(name: string): boolean {
  return name.startsWith("http://") || name.startsWith("https://");
}

/** Manifests that are read one after the other, when somebody asks for the next. */
export interface LintInputs {
  readonly count: number;
  /** Those that are files on disk. */
  readonly files: readonly string[];
  readonly inputs: Iterable<ManifestInput>;
  /** The text of one of the files, once more. */
  readonly bytesOf: (file: string) => Uint8Array | undefined;
  readonly unrendered: readonly Unrendered[];
  /** `ConfigMap/settings`: what kustomizations of folders add. */
  readonly generated: ReadonlySet<string>;
  readonly renderings: Folder["renderings"];
  /** How many files of folders held no manifests, once they have been read. */
  readonly others: () => number;
  /** How many files of folders held templates of manifests. */
  readonly templates: () => number;
}

/** A file that is to be read, or was; files that nobody named may hold something else than manifests. */
type Candidate = { readonly isNamed: boolean } & ({ readonly input: ManifestInput } | { readonly found: FoundFile });

function inputOf(candidate: Candidate): ManifestInput {
  return "input" in candidate ? candidate.input : read(candidate.found);
}

/** All that the names stand for, each file once. Throws NOT_READABLE when a path does not exist. */
export async function lintInputs(call: Call, { names, isIgnored, stdinName }: LintPlaces): Promise<LintInputs> {
  const { cwd } = call.io;
  const given = new Map<string, Candidate>();
  const unrendered: Unrendered[] = [];
  const generated = new Set<string>();
  const renderings = new Map<string, Rendering>();
  const others = new Set<string>();
  const templates = new Set<string>();
  const taken = new Set<string>();
  const take = (input: ManifestInput): void => void given.set(input.file, { input, isNamed: true });
  for (const name of new Set(names)) {
    if (name === "-") take({ file: stdinName, bytes: await call.io.stdin() });
    else if (isUrl(name)) {
      const { readInputs } = await import("../inputs.ts");
      for (const input of await readInputs(call, [name])) take(input);
    } else {
      const found = foundAt(name, { cwd, isIgnored });
      unrendered.push(...found.unrendered);
      for (const one of found.generated) generated.add(one);
      for (const [file, rendering] of found.renderings) renderings.set(file, rendering);
      for (const one of found.files) {
        if (found.isStream === true) take(read(one));
        else if (!taken.has(one.path)) given.set(one.file, { found: one, isNamed: found.isNamed === true });
        taken.add(one.path);
      }
    }
  }
  return {
    count: given.size,
    files: [...given].flatMap(([file, candidate]) => ("input" in candidate ? [] : [file])),
    inputs: {
      *[Symbol.iterator]() {
        for (const [file, candidate] of given) {
          const input = inputOf(candidate);
          const text = candidate.isNamed ? "" : textOf(input.bytes);
          if (!candidate.isNamed && !looksLikeManifest(text)) others.add(file);
          else if (isTemplate(text)) templates.add(file);
          else yield input;
        }
      },
    },
    bytesOf: (file) => {
      const candidate = given.get(file);
      return candidate === undefined ? undefined : inputOf(candidate).bytes;
    },
    unrendered,
    generated,
    renderings,
    others: () => others.size,
    templates: () => templates.size,
  };
}
