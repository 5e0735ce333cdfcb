import { fstatSync, statSync, writeSync } from "node:fs";
import { CommandError } from "../base/errors.ts";
import { systemRefusal } from "../base/system-refusal.ts";
import type { Io, OutputStream } from "./io.ts";

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes all of a text; false when nobody reads any more. Waits while the reader of a pipe is slow. */
function writeAll(descriptor: number, bytes: Uint8Array): boolean {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE" || code === "ECONNRESET") return false;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
  return true;
}

/** As `os.devNull`; Node's module would have to be loaded for it. */
const NULL_DEVICE = process.platform === "win32" ? String.raw`\\.\nul` : "/dev/null";

const STREAMS = ["stdin", "stdout", "stderr"] as const;

/** Whether a descriptor is a terminal. Node's own streams are asked only where it can be one: they load slowly. */
function isTerminalAt(descriptor: 1 | 2): boolean {
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isCharacterDevice() || stats.rdev === statSync(NULL_DEVICE).rdev) return false;
  } catch {
    return false;
  }
  return process[STREAMS[descriptor]].isTTY;
}

/** As `writeAll`, but throws NOT_WRITTEN. There is nowhere to tell of an error stream that takes nothing. */
function written(descriptor: 1 | 2, text: string): boolean {
  try {
    return writeAll(descriptor, Buffer.from(text));
  } catch (cause) {
    if (descriptor === 2) return false;
    throw new CommandError("NOT_WRITTEN", `cannot write to standard output: ${systemRefusal(cause)}`, { cause });
  }
}

/** A stream written to at once: faster at the start than Node's own, and complete whenever the process ends. */
function output(descriptor: 1 | 2): OutputStream {
  const isTerminal = isTerminalAt(descriptor);
  const stream = descriptor === 1 ? "stdout" : "stderr";
  let isOpen = true;
  return {
    isTerminal,
    columns: isTerminal ? process[stream].columns : undefined,
    write: (text) => {
      if (isOpen && text !== "") isOpen = written(descriptor, text);
    },
  };
}

function closeStdin(): void {
  process.stdin.destroy();
}

/** Node takes a folder for an empty stream. */
function refuseFolder(): void {
  if (fstatSync(0).isDirectory()) throw new CommandError("NOT_READABLE", "read STDIN: it is a folder");
}

async function readStdin(interrupted: AbortSignal): Promise<Uint8Array> {
  refuseFolder();
  const chunks: Buffer[] = [];
  interrupted.addEventListener("abort", closeStdin, { once: true });
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  } catch (error) {
    // A stream that is closed while it is read ends in an error of its own.
    if (!interrupted.aborted) throw error;
  }
  interrupted.removeEventListener("abort", closeStdin);
  if (interrupted.aborted) throw new CommandError("INTERRUPTED", "interrupted while reading standard input");
  return Buffer.concat(chunks);
}

/** The real world. */
export function terminalIo(interrupted: AbortSignal, atOnce: Io["atOnce"]): Io {
  return {
    stdout: output(1),
    stderr: output(2),
    stdin: () => readStdin(interrupted),
    env: process.env,
    cwd: process.cwd(),
    interrupted,
    atOnce,
  };
}
