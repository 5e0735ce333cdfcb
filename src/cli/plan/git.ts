import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";

const EXTENSIONS = new Set([".json", ".yaml", ".yml"]);
const MOST_BYTES = 1 << 28;

/** A file whose text differs between a revision and the working tree; on one side there may be none. */
export interface ChangedFile {
  readonly before?: string;
  readonly now?: string;
}

/** A repository at one revision. */
export class Revision {
  readonly #ref: string;
  readonly #top: string;

  /** Throws NOT_READABLE where there is no repository or no such revision. */
  constructor(ref: string, folder: string) {
    this.#top = git(folder, ["rev-parse", "--show-toplevel"], "not inside a git repository").toString().trim();
    const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    this.#ref = git(this.#top, verify, `git knows no revision ${JSON.stringify(ref)}`)
      .toString()
      .trim();
  }

  /** A path as git spells it, however the user did; links in its folder are followed. */
  pathOf(path: string, cwd: string): string {
    const absolute = resolve(cwd, path);
    const parent = nearestReal(dirname(absolute));
    const inside = relative(realpathSync(this.#top), join(parent, basename(absolute)));
    if (inside.startsWith(".."))
      throw new CommandError("NOT_READABLE", `${path} is outside of the git repository ${this.#top}`);
    return inside.replaceAll("\\", "/");
  }

  /** The files at a path: the file itself, or those of the folder. */
  filesAt(path: string, recursive: boolean): readonly string[] {
    const listed = git(this.#top, ["ls-tree", "-r", "-z", "--name-only", this.#ref, "--", path === "" ? "." : path]);
    const files = listed
      .toString()
      .split("\0")
      .filter((name) => name !== "");
    if (files.includes(path)) return [path];
    const below = path === "" ? "" : `${path}/`;
    const direct = files.filter((name) => recursive || !name.slice(below.length).includes("/"));
    return direct.filter((name) => EXTENSIONS.has(extname(name)));
  }

  /** What the file at a path was called then, or the manifests that are gone since: it may be one of them. */
  formerly(path: string): { readonly name?: string; readonly gone: readonly string[] } {
    const changes = this.changes();
    const renamed = changes.find(({ now, before }) => now === path && before !== path);
    if (renamed?.before !== undefined) return { name: renamed.before, gone: [] };
    return { gone: changes.flatMap(({ now, before }) => (now === undefined && before !== undefined ? [before] : [])) };
  }

  /** The manifests that differ in the working tree, under their names on both sides. */
  changes(): readonly ChangedFile[] {
    const text = git(this.#top, ["diff", "--find-renames=40%", "--name-status", "-z", this.#ref, "--"]).toString();
    const fields = text.split("\0");
    const changed: ChangedFile[] = [];
    for (let index = 0; index + 1 < fields.length;) {
      const [status = "", first = "", second = ""] = fields.slice(index);
      const isPair = status.startsWith("R") || status.startsWith("C");
      if (isPair) changed.push({ before: first, now: second });
      else if (status === "D") changed.push({ before: first });
      else changed.push({ now: first, ...(status === "A" ? {} : { before: first }) });
      index += isPair ? 3 : 2;
    }
    return changed.filter(({ before, now }) => EXTENSIONS.has(extname(before ?? now ?? "")));
  }

  read(path: string, shownAs: string): ManifestInput {
    return { file: shownAs, bytes: git(this.#top, ["show", `${this.#ref}:${path}`]) };
  }
}

function nearestReal(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return dirname(folder) === folder ? folder : join(nearestReal(dirname(folder)), basename(folder));
  }
}

function git(folder: string, words: readonly string[], trouble?: string): Uint8Array & { toString(): string } {
  try {
    return execFileSync("git", ["-C", folder, ...words], { stdio: ["ignore", "pipe", "pipe"], maxBuffer: MOST_BYTES });
  } catch (cause) {
    const { code, stderr } = cause as { code?: string; stderr?: Buffer };
    if (code === "ENOENT") throw new CommandError("NOT_READABLE", "--base git:… needs the program git", { cause });
    const said =
      stderr
        ?.toString()
        .trim()
        .replace(/^fatal: /, "") ?? "";
    throw new CommandError("NOT_READABLE", trouble ?? `git ${words[0] ?? ""}: ${said}`, { cause });
  }
}
