import { Bug, CommandError } from "../base/errors.ts";
import { backendFor, callFor, stateFileIn } from "./call.ts";
import { Refused } from "../cluster/client/refused.ts";
import { TemplateError } from "../print/jsonpath/template-error.ts";
import type { Call } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { findCommand, type FoundCommand, groupOf } from "./find-command.ts";
import { type Flag, TAKEN_EVERYWHERE } from "./flags/flag.ts";
import { readLine } from "./flags/read-line.ts";
import type { Io } from "./io.ts";
import { COMPLETE } from "./program.ts";
import { VERSION } from "./version.ts";

/** Runs a command line. The only place where trouble becomes an exit status. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const state: { found?: FoundCommand; call?: Call } = {};
  try {
    return await dispatch(argv, io, state);
  } catch (error) {
    if (error instanceof Refused) return await refusedBy(error, state.found, io);
    if (error instanceof TemplateError) return complained(`error: ${error.message}`, state.found, io);
    if (!(error instanceof CommandError)) return await report(error, argv, io, state.call);
    if (error.message !== "") io.stderr.write(`${prefixed(error.message)}\n`);
    if (error.hint !== undefined) io.stderr.write(`${error.hint}\n`);
    if (error.code === "NOT_WRITTEN" && hasChanged(state.call)) io.stderr.write("the change itself was made\n");
    return statusOf(error, state.found, io);
  } finally {
    if (state.found?.entry.isRemembered === true) rememberUnchanged(argv, io, state.call);
  }
}

function hasChanged(call: Call | undefined): boolean {
  return call?.backend.hasCommitted() === true;
}

/** A request that kubectl itself refuses, in its words. */
async function refusedBy({ failure }: Refused, found: FoundCommand | undefined, io: Io): Promise<ExitCode> {
  const { failureText } = await import("../cluster/client/failures.ts");
  return complained(failureText([failure]).trimEnd(), found, io);
}

function complained(text: string, found: FoundCommand | undefined, io: Io): ExitCode {
  io.stderr.write(`${text}\n`);
  return found?.entry.path === "diff" ? EXIT.couldNotRun : EXIT.refused;
}

/** Lets `timeline --last` know of a command that committed nothing, so that it does not show the one before. */
function rememberUnchanged(argv: readonly string[], io: Io, call: Call | undefined): void {
  if (call === undefined) backendFor(stateFileIn(argv, io), io).noteUnchanged();
  else if (!call.backend.hasCommitted()) call.backend.noteUnchanged();
}

async function dispatch(
  argv: readonly string[],
  io: Io,
  state: { found?: FoundCommand; call?: Call },
): Promise<ExitCode> {
  if (argv[0] === "--version") return printed(io, `${VERSION}\n`);
  if (argv[0] === COMPLETE) return await complete(argv.slice(1), io);
  if (argv[0] === "help") return await dispatch([...argv.slice(1), "--help"], io, state);
  const found = groupOf(argv) === undefined ? findCommand(argv) : undefined;
  if (found === undefined) return await generalHelp(argv, io);
  state.found = found;
  const command = await found.entry.load();
  const flags = [...command.flags, ...TAKEN_EVERYWHERE];
  const line = await usageIn(found, flags, () => readLine(found.rest, flags));
  if (line.flags.on("help")) {
    const { commandHelp } = await import("./help.ts");
    return printed(io, commandHelp(found.entry, command, io.stdout.columns ?? 100));
  }
  state.call = await usageIn(found, flags, () => callFor(found.entry.path, line, io));
  return await command.run(state.call);
}

/** A server's refusal says for itself that it is an error. */
function prefixed(message: string): string {
  return message.startsWith("Error from server") ? message : `error: ${message}`;
}

/** The flag that was probably meant. Of kubectl's verbs scripts know what is said of a flag that there is not. */
async function meantFlag(
  { entry }: FoundCommand,
  flags: readonly Flag[],
  message: string,
): Promise<string | undefined> {
  const [, name] = /^unknown flag: --(.+)$/.exec(message) ?? [];
  if (name === undefined || entry.usageStatus !== EXIT.couldNotRun || entry.path === "diff") return undefined;
  const { suggest } = await import("../api/structure/suggest.ts");
  const meant = suggest(
    name,
    flags.map((flag) => flag.name),
  );
  return meant === undefined ? undefined : `did you mean --${meant}?`;
}

/** Says where to read on, after a flag that is wrong. */
async function usageIn<T>(found: FoundCommand, flags: readonly Flag[], parse: () => T): Promise<T> {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== "USAGE") throw error;
    const { path } = found.entry;
    const see =
      path === "diff" ? "See 'stsctl diff -h' for help and examples" : `See 'stsctl ${path} --help' for usage.`;
    const first = error.hint ?? (await meantFlag(found, flags, error.message));
    const hint = first === undefined ? see : `${first}\n${see}`;
    throw new CommandError("USAGE", error.message, { hint, cause: error });
  }
}

function printed(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return EXIT.done;
}

async function complete(words: readonly string[], io: Io): Promise<ExitCode> {
  const { completions } = await import("./completions.ts");
  const lines = await completions(words, io);
  return printed(io, lines.map((word) => `${word}\n`).join(""));
}

/** For a line without a command: the program's help, or a group's; a group alone is a wrong line, as in kubectl. */
async function generalHelp(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { flags } = readLine(argv, [...TAKEN_EVERYWHERE, { name: "version", kind: "switch" }]);
  if (flags.on("version")) return printed(io, `${VERSION}\n`);
  const { groupHelp, programHelp } = await import("./help.ts");
  const group = groupOf(argv);
  const width = io.stdout.columns ?? 100;
  printed(io, group === undefined ? programHelp(width) : groupHelp(group, width));
  return group === undefined || flags.on("help") ? EXIT.done : EXIT.refused;
}

function statusOf(error: CommandError, found: FoundCommand | undefined, io: Io): ExitCode {
  const ofVerb = found?.entry.usageStatus ?? EXIT.couldNotRun;
  switch (error.code) {
    case "USAGE":
    case "NOT_READABLE":
      return ofVerb;
    case "INVALID_MANIFEST":
    case "NOT_WRITTEN":
    case "REFUSED":
    case "NOT_SETTLED":
      return found?.entry.path === "diff" ? EXIT.couldNotRun : EXIT.refused;
    case "STATE_CORRUPT":
    case "STATE_LOCKED":
    case "STATE_CHANGED":
    case "STATE_TOO_NEW":
    case "STATE_UNREADABLE":
      return EXIT.couldNotRun;
    case "INTERRUPTED":
      return typeof io.interrupted.reason === "number" ? io.interrupted.reason : EXIT.interrupted;
  }
}

/** What a user is to send us when an assumption of ours is false. */
async function report(error: unknown, argv: readonly string[], io: Io, call: Call | undefined): Promise<ExitCode> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const seed = await call?.backend.open().then(
    (snapshot) => String(snapshot.world.settings.seed),
    () => "unknown",
  );
  const kept = hasChanged(call) ? "The change was made before this went wrong." : "The state was not changed.";
  const lines = [
    `error: stsctl is wrong here, not you: ${error instanceof Bug ? error.message : stack}`,
    `  version: ${VERSION} (node ${process.version})`,
    `  seed: ${seed ?? "none yet"}`,
    `  command: stsctl ${argv.map(quoted).join(" ")}`,
    `${kept} Please report this with the lines above and the state file, where you got stsctl from.`,
  ];
  io.stderr.write(`${lines.join("\n")}\n`);
  return EXIT.bug;
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
