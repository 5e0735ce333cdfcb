import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { CommandError } from "../base/errors.ts";
import type { Lock } from "./backend.ts";

/** Who holds a lock. `start` tells a process from a later one with the same id; "" where it cannot be known. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly start: string;
}

/** A lock without a readable holder is a crash between two system calls; younger than this it may be still written. */
const UNREADABLE_AFTER_MS = 2000;

/** Field 22 of proc(5)'s stat: when the process started, in ticks since boot. The name before it may hold spaces. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function self(): Holder {
  return { pid: process.pid, host: hostname(), start: startOf(process.pid) };
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (!isRunning(holder.pid)) return false;
  return holder.start === "" || holder.start === startOf(holder.pid);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const { pid, host, start } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid !== "number" || typeof host !== "string" || typeof start !== "string") return undefined;
    return { pid, host, start };
  } catch {
    return undefined;
  }
}

/** Gone, or of a holder that crashed. */
function isStale(file: string, text: string): boolean {
  const holder = holderIn(text);
  if (holder !== undefined) return !isAlive(holder);
  try {
    // oxlint-disable-next-line no-restricted-properties -- the age of a file is real time
    return Date.now() - statSync(file).mtimeMs > UNREADABLE_AFTER_MS;
  } catch {
    return false;
  }
}

function writeNew(file: string, text: string): void {
  const descriptor = openSync(file, "wx");
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the lock appear whole, or finds that it is there already. */
function appears(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    writeNew(draft, text);
    try {
      linkSync(draft, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") return false;
      if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
      writeNew(file, text); // a file system without links
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a crashed holder's lock away. Renames first, so that only one can; gives back what turns out to be another. */
function breakLock(file: string, stale: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else was faster
  }
  try {
    if (textOf(aside) !== stale) linkSync(aside, file);
  } catch {
    // A third process holds it by now; the one robbed notices before it commits.
  } finally {
    rmSync(aside, { force: true });
  }
}

function lockedBy(file: string, text: string | undefined): CommandError {
  const holder = text === undefined ? undefined : holderIn(text);
  const who = holder === undefined ? "another command" : `process ${holder.pid} on ${holder.host}`;
  return new CommandError("STATE_LOCKED", `the state is being changed by ${who}`, {
    hint: `try again when it has ended; if it runs no more, remove ${file}`,
  });
}

/** A lock that still is ours when `isHeld` says so. */
export interface FileLock extends Lock {
  readonly isHeld: () => boolean;
}

function tryLock(file: string): FileLock | undefined {
  const text = `${JSON.stringify(self())}\n`;
  const found = textOf(file);
  if (found !== undefined && isStale(file, found)) breakLock(file, found);
  if (!appears(file, text)) return undefined;
  const isHeld = (): boolean => textOf(file) === text;
  return { isHeld, release: () => (isHeld() ? rmSync(file, { force: true }) : undefined) };
}

function interrupted(): CommandError {
  return new CommandError("INTERRUPTED", "interrupted while waiting for the state");
}

/** Resolves after a while; rejects when the user interrupts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(interrupted());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Waits at most `patienceMs` for a living holder to let go. */
export async function lockFile(file: string, patienceMs: number, signal: AbortSignal): Promise<FileLock> {
  let waited = 0;
  for (let delay = 5; ; delay = Math.min(delay * 2, 100)) {
    if (signal.aborted) throw interrupted();
    const lock = tryLock(file);
    if (lock !== undefined) return lock;
    if (waited >= patienceMs) throw lockedBy(file, textOf(file));
    await pause(delay, signal);
    waited += delay;
  }
}
