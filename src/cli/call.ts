import { resolve } from "node:path";
import { stateFile } from "../backend/state-file.ts";
import type { Style } from "../print/printer.ts";
import type { Call, WatchedBackend } from "./command.ts";
import type { ParsedLine } from "../base/flags.ts";
import type { Io, OutputStream } from "./io.ts";
import { refuseFlag } from "./usage.ts";

const STATE_FILE = "stsctl.state.json";

/** A state of some thousand objects, in UTF-16 units of its text. */
const LARGE_STATE = 1_000_000;

async function prepareFor(length: number): Promise<void> {
  if (length >= LARGE_STATE) (await import("./tune-v8.ts")).tuneV8("rehearsal");
}

function namedBy(flag: string | undefined, io: Io): string {
  const { STSCTL_STATE: named } = io.env;
  return [flag, named].find((name) => name !== undefined && name !== "") ?? STATE_FILE;
}

/** The state file of a line whose flags could not be told apart: the best guess. */
export function stateFileIn(argv: readonly string[], io: Io): string {
  const place = argv.findIndex((word) => word === "--state" || word.startsWith("--state="));
  const word = argv[place];
  return namedBy(word === "--state" ? argv[place + 1] : word?.slice("--state=".length), io);
}

export function backendFor(file: string, io: Io): WatchedBackend {
  const kept = stateFile(resolve(io.cwd, file), { shownAs: file, prepareFor });
  let committed = false;
  return {
    ...kept,
    commit: async (snapshot, expectedRevision) => {
      const done = await kept.commit(snapshot, expectedRevision);
      committed = true;
      return done;
    },
    hasCommitted: () => committed,
  };
}

function wantsColor(when: string, stream: OutputStream, env: Io["env"]): boolean {
  if (when === "always" || when === "never") return when === "always";
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return stream.isTerminal && terminal !== "dumb";
}

/** How a stream is to be written to; `when` is the value of `--color`. */
function styleFor(when: string | undefined, stream: OutputStream, env: Io["env"]): Style {
  const value = when ?? "auto";
  if (!["auto", "always", "never"].includes(value)) refuseFlag("--color", value, "must be auto, always or never");
  const { columns } = stream;
  return {
    width: columns ?? 120,
    tableWidth: columns ?? Number.POSITIVE_INFINITY,
    color: wantsColor(value, stream, env),
  };
}

/** A command line's call: its flags for every command decided, its state found. */
export function callFor(command: string, line: ParsedLine, io: Io): Call {
  const { flags, words, afterDash } = line;
  const file = namedBy(flags.text("state"), io);
  const namespace = flags.text("namespace") ?? "";
  return {
    io,
    command,
    flags,
    words: [...words, ...(afterDash ?? [])],
    afterDash,
    namespace: namespace === "" ? "default" : namespace,
    namespaceIsExplicit: namespace !== "",
    quiet: flags.on("quiet"),
    verbose: flags.on("verbose"),
    backend: backendFor(file, io),
    stateFile: resolve(io.cwd, file),
    style: styleFor(flags.text("color"), io.stdout, io.env),
  };
}
