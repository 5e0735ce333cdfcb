import { execFileSync } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { CommandError } from "../../base/errors.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";
import { globMatcher, isPattern } from "../../base/glob.ts";
import { isManifestFile } from "../manifest-file.ts";

const MOST_BYTES = 1 << 28;

/** A file whose text differs between a revision and the working tree; on one side there may be none. */
export interface ChangedFile {
  readonly before?: string;
  readonly now?: string;
}

/** A file that is not where it was: it is gone, or has another name. */
export interface Departed {
  readonly path: string;
  readonly now?: string;
}

/** A repository at one revision. */
export class Revision {
  readonly #commit: string;
  readonly #top: string;

  /**
   * The repository is the one that the first of these paths lies in, or the working directory where none is given.
   * Throws NOT_READABLE where there is no repository or no such revision.
   */
  constructor(ref: string, cwd: string, paths: readonly string[]) {
    this.#top = line(
      folderAt(resolve(cwd, paths[0] ?? ".")),
      ["rev-parse", "--show-toplevel"],
      "not inside a git repository",
    );
    const unknown = `git knows no revision ${JSON.stringify(ref)}`;
    const verified = (name: string): string =>
      line(this.#top, ["rev-parse", "--verify", "--quiet", "--end-of-options", name], unknown);
    // In two steps: after some spellings, `:/text` for one, a suffix would be part of the text.
    this.#commit = verified(`${verified(ref)}^{commit}`);
  }

  /** A path as git spells it, however the user did; links in its folder are followed. */
  pathOf(path: string, cwd: string): string {
    const absolute = resolve(cwd, path);
    const parent = nearestReal(dirname(absolute));
    const steps = relative(realpathSync(this.#top), join(parent, basename(absolute))).split(sep);
    if (steps[0] === "..") {
      throw new CommandError("NOT_READABLE", `${path} is outside of the git repository ${this.#top}`);
    }
    return steps.join("/");
  }

  /** The files at a path: the file itself, or those of the folder, or those that a pattern matches. */
  filesAt(path: string, recursive: boolean): readonly string[] {
    const files = this.#listed(path);
    if (files.includes(path)) return [path];
    if (files.length === 0 && isPattern(path)) return this.#listed("").filter(globMatcher(path));
    const below = path === "" ? "" : `${path}/`;
    const direct = files.filter((name) => recursive || !name.slice(below.length).includes("/"));
    return direct.filter((name) => isManifestFile(name));
  }

  #listed(path: string): readonly string[] {
    const words = ["ls-tree", "-r", "-z", "--name-only", this.#commit, "--", path === "" ? "." : path];
    const names = git(this.#top, words).toString().split("\0");
    return names.filter((name) => name !== "");
  }

  /** The manifests that differ in the working tree, under their names on both sides. */
  changes(): readonly ChangedFile[] {
    const words = ["diff", "--find-renames=40%", "--name-status", "-z", this.#commit, "--"];
    const fields = git(this.#top, words).toString().split("\0");
    const changed: ChangedFile[] = [];
    for (let index = 0; index + 1 < fields.length;) {
      const [status = "", first = "", second = ""] = fields.slice(index, index + 3);
      const isPair = status.startsWith("R");
      if (isPair) changed.push({ before: first, now: second });
      else if (status === "D") changed.push({ before: first });
      else changed.push({ now: first, ...(status === "A" ? {} : { before: first }) });
      index += isPair ? 3 : 2;
    }
    return changed.filter(({ before, now }) => isManifestFile(before ?? now ?? ""));
  }

  /** The manifests that are gone since, or have another name. */
  departed(): readonly Departed[] {
    return this.changes().flatMap(({ before: path, now }) => {
      if (path === undefined || path === now) return [];
      return [{ path, ...(now === undefined ? {} : { now }) }];
    });
  }

  read(path: string, shownAs: string): ManifestInput {
    return { file: shownAs, bytes: git(this.#top, ["show", `${this.#commit}:${path}`]) };
  }
}

/** The folder that a path leads to, or that what it names lies in, or would. */
function folderAt(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : nearestReal(dirname(path));
}

function nearestReal(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return dirname(folder) === folder ? folder : join(nearestReal(dirname(folder)), basename(folder));
  }
}

/** Options of git under which it writes nothing and takes paths as they are. */
const OPTIONS = ["--no-optional-locks", "--literal-pathspecs"];

/** What git prints. `trouble` is said in place of what git says of a missing repository or revision. */
function git(folder: string, words: readonly string[], trouble?: string): Uint8Array & { toString(): string } {
  try {
    const all = [...OPTIONS, "-C", folder, ...words];
    return execFileSync("git", all, { stdio: ["ignore", "pipe", "pipe"], maxBuffer: MOST_BYTES });
  } catch (cause) {
    const { code, stderr } = cause as { code?: string; stderr?: Buffer };
    if (code === "ENOENT") throw new CommandError("NOT_READABLE", "--base git:… needs the program git", { cause });
    const said = (stderr?.toString() ?? "").trim().replace(/^fatal: /, "");
    const isOurs = said === "" || /not a git repository|expected commit type/.test(said);
    throw new CommandError("NOT_READABLE", (isOurs ? trouble : undefined) ?? `git ${words[0] ?? ""}: ${said}`, {
      cause,
    });
  }
}

function line(folder: string, words: readonly string[], trouble: string): string {
  return git(folder, words, trouble)
    .toString()
    .replace(/\r?\n$/, "");
}
