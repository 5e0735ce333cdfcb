import type { Backend } from "../backend/backend.ts";
import type { Failure, Request } from "../cluster/client/request.ts";
import type { Style } from "../print/printer.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Flag } from "./flags/flag.ts";
import type { Flags } from "../base/flags.ts";
import type { Io } from "./io.ts";

/** A command: how it is written, what it is for, and what it does. */
export interface Command {
  /** After its name: `(TYPE NAME… | TYPE/NAME… | -f FILE) [flags]`. */
  readonly usage: string;
  /** One or two sentences below the usage line. */
  readonly about: string;
  readonly flags: readonly Flag[];
  /** At least three. */
  readonly examples: readonly Example[];
  readonly run: (call: Call) => Promise<ExitCode>;
}

/** What a command line asks of the API server, and what of its input could not be read. */
export interface Asked {
  readonly request: Request;
  readonly failures: readonly Failure[];
}

export interface Example {
  /** What it does, as a comment above it. */
  readonly does: string;
  /** The command line after `stsctl `. */
  readonly line: string;
}

/** A backend that knows whether this command has changed it. */
export interface WatchedBackend extends Backend {
  readonly hasCommitted: () => boolean;
}

/** One command line, taken apart, and the world around it. */
export interface Call {
  readonly io: Io;
  /** The command's own words: `rollout status`. */
  readonly command: string;
  readonly flags: Flags;
  /** Those that come after `--`, too. */
  readonly words: readonly string[];
  /** What came after `--`; undefined when there was none. */
  readonly afterDash: readonly string[] | undefined;
  readonly namespace: string;
  /** Whether the user typed `-n`. */
  readonly namespaceIsExplicit: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly backend: WatchedBackend;
  /** The state file's absolute path, for what follows it as it changes. */
  readonly stateFile: string;
  /** How results on stdout are to look. */
  readonly style: Style;
}

/** Writes a line to stdout. */
export function say(call: Call, line: string): void {
  call.io.stdout.write(`${line}\n`);
}

/** Writes a line to stderr. */
export function warn(call: Call, line: string): void {
  call.io.stderr.write(`${line}\n`);
}
