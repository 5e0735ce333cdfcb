import {
  closeSync,
  copyFileSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "../base/errors.ts";
import { systemRefusal } from "../base/system-refusal.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../cluster/snapshot.ts";
import type { Backend } from "./backend.ts";
import type { FileLock } from "./lock-file.ts";
import { stateChanged } from "./memory.ts";
import { readState, revisionIn, writeState } from "./state-format.ts";

export interface StateFileOptions {
  /** How the user named the file, for messages. */
  readonly shownAs?: string;
  /** Told of the length of the state's text, in UTF-16 units, before that is read into objects. */
  readonly prepareFor?: (length: number) => Promise<void>;
  /** How long to wait for another writer. */
  readonly patienceMs?: number;
}

/** The file that a name leads to, so that a symbolic link is kept and its target replaced. */
function target(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function unusable(verb: "read" | "write" | "lock", file: string, cause: unknown): CommandError {
  const why = verb !== "read" && isMissing(cause) ? `there is no folder ${dirname(file)}` : systemRefusal(cause);
  return new CommandError("STATE_UNREADABLE", `cannot ${verb} the state file ${file}: ${why}`, { cause });
}

function committedRevision(file: string): number {
  const head = Buffer.alloc(256);
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
  try {
    const length = readSync(descriptor, head, 0, head.length, 0);
    return revisionIn(head.toString("utf8", 0, length)) ?? Number.NaN;
  } finally {
    closeSync(descriptor);
  }
}

function writeSynced(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, "w", mode);
  try {
    ftruncateSync(descriptor);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a rename survive a power cut. Some systems cannot open folders; there the rename has to do. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EISDIR" && code !== "EPERM" && code !== "EACCES" && code !== "EINVAL") throw error;
  }
}

/** Keeps the file that is about to be replaced, in one step: a second name where the system has links, else a copy. */
function keepLastGood(file: string, kept: string): void {
  const draft = `${kept}.tmp`;
  rmSync(draft, { force: true });
  try {
    linkSync(file, draft);
  } catch (error) {
    if (isMissing(error)) return;
    copyFileSync(file, draft);
  }
  renameSync(draft, kept);
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.tmp`;
  const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0o666) & 0o777;
  writeSynced(draft, text, mode);
  keepLastGood(file, `${file}.bak`);
  rmSync(`${file}.last`, { force: true });
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** The note names the revision that it is about, so that a later commit outdates it. Best effort: it is a convenience. */
function noteUnchanged(file: string): void {
  try {
    const revision = committedRevision(file);
    if (revision > 0) writeFileSync(`${file}.last`, `{"changedNothingSince": ${revision}}\n`);
  } catch {
    // A folder that cannot be written to has nothing to remember.
  }
}

function changedNothingSince(file: string): number | undefined {
  try {
    return Number(/"changedNothingSince": ([0-9]+)/.exec(readFileSync(`${file}.last`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** A cluster in a file, with its lock and the last good copy beside it. */
export function stateFile(path: string, options: StateFileOptions = {}): Backend {
  const file = target(path);
  const shownAs = options.shownAs ?? path;
  let held: FileLock | undefined;
  return {
    open: async () => {
      let text: string;
      try {
        // In one piece and then to text: asked for text, Node 20 reads 8 KiB at a time.
        text = readFileSync(file).toString("utf8");
      } catch (error) {
        if (isMissing(error)) return EMPTY_SNAPSHOT;
        throw unusable("read", shownAs, error);
      }
      await options.prepareFor?.(text.length);
      return readOrExplain(shownAs, file, text);
    },
    commit: async (snapshot, expectedRevision) => {
      const committed = { ...snapshot, revision: expectedRevision + 1 };
      const text = writeState(committed);
      if (committedRevision(file) !== expectedRevision || held?.isHeld() === false) throw stateChanged();
      try {
        replaceFile(file, text);
      } catch (error) {
        throw unusable("write", shownAs, error);
      }
      return committed;
    },
    lock: async (signal) => {
      try {
        const { lockFile } = await import("./lock-file.ts");
        held = await lockFile(`${file}.lock`, options.patienceMs ?? 10_000, signal);
      } catch (error) {
        throw error instanceof CommandError ? error : unusable("lock", shownAs, error);
      }
      return held;
    },
    noteUnchanged: () => noteUnchanged(file),
    lastCommandChangedNothing: () => changedNothingSince(file) === committedRevision(file),
  };
}

function readOrExplain(shownAs: string, file: string, text: string): Snapshot {
  try {
    return readState(shownAs, text);
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== "STATE_CORRUPT" || error.hint !== undefined) throw error;
    const kept = statSync(`${file}.bak`, { throwIfNoEntry: false }) !== undefined;
    const anew = `to start anew, remove ${shownAs}`;
    const hint = kept ? `to go back by one change: mv ${shownAs}.bak ${shownAs}\n${anew}` : anew;
    throw new CommandError("STATE_CORRUPT", error.message, { hint, cause: error });
  }
}
