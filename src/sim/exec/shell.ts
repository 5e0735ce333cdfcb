import { type Ended, type Surroundings, TOOLS, writeRefusal } from "./commands.ts";
import { absolute } from "./pod-files.ts";
import { ShellSyntaxError, shellTokens, type Token } from "./words.ts";

/** Thrown for a command that no simulated pod has. */
export class NoSuchCommand extends Error {
  override readonly name = "NoSuchCommand";
  readonly command: string;
  constructor(command: string) {
    super(`there is no ${JSON.stringify(command)} inside a simulated pod`);
    this.command = command;
  }
}

/** The commands there are, as an error lists them. */
export const AVAILABLE: readonly string[] = [...Object.keys(TOOLS), "sh -c"];

const SHELLS = new Set(["sh", "bash", "/bin/sh", "/bin/bash"]);

/** A command line of one command, with where its output goes. */
interface Simple {
  readonly words: readonly string[];
  readonly output?: { readonly file: string; readonly append: boolean };
}

function simpleOf(tokens: readonly Token[]): Simple {
  const words: string[] = [];
  let output: Simple["output"];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === "word") {
      words.push(token.text);
      continue;
    }
    const file = tokens[++i];
    if (file?.kind !== "word") throw new ShellSyntaxError(`a file name must follow "${token?.text ?? ""}"`);
    output = { file: file.text, append: token?.text === ">>" };
  }
  return { words, ...(output === undefined ? {} : { output }) };
}

function run(simple: Simple, around: Surroundings): Ended {
  const [name, ...words] = simple.words;
  const ended = name === undefined ? { stdout: "", stderr: "", status: 0 } : runWords([name, ...words], around);
  if (simple.output === undefined) return ended;
  const path = absolute(simple.output.file);
  const refusal = writeRefusal(path, around.files);
  if (refusal !== undefined) return { stdout: "", stderr: `sh: ${simple.output.file}: ${refusal}\n`, status: 1 };
  const before = simple.output.append ? (around.files.read(path) ?? "") : "";
  around.files.write(path, before + ended.stdout);
  return { ...ended, stdout: "" };
}

function runScript(script: string, around: Surroundings): Ended {
  const tokens = shellTokens(script, around.env);
  let all: Ended = { stdout: "", stderr: "", status: 0 };
  let pending: Token[] = [];
  let link: Token["text"] = ";";
  const runPending = (): void => {
    const skipped = (link === "&&" && all.status !== 0) || (link === "||" && all.status === 0);
    if (pending.length > 0 && !skipped) {
      const { stdout, stderr, status } = run(simpleOf(pending), around);
      all = { stdout: all.stdout + stdout, stderr: all.stderr + stderr, status };
    }
    pending = [];
  };
  for (const token of tokens) {
    if (token.kind === "operator" && (token.text === "&&" || token.text === "||" || token.text === ";")) {
      runPending();
      link = token.text;
    } else pending.push(token);
  }
  runPending();
  return all;
}

/**
 * Runs a command inside a simulated pod. Without `sh -c` nothing is expanded, save that `echo … > FILE` is taken as it
 * was meant: no shell of the user's has taken the redirection away.
 * @throws NoSuchCommand, ShellSyntaxError
 */
export function runWords(words: readonly string[], around: Surroundings): Ended {
  const [name = "", ...rest] = words;
  if (SHELLS.has(name)) {
    if (rest[0] !== "-c" || rest[1] === undefined) throw new NoSuchCommand(name);
    return runScript(rest[1], around);
  }
  const place = rest.findIndex((word) => word === ">" || word === ">>");
  if (place >= 0) {
    const file = rest[place + 1];
    if (file === undefined) throw new ShellSyntaxError(`a file name must follow "${rest[place] ?? ""}"`);
    const output = { file, append: rest[place] === ">>" };
    return run({ words: [name, ...rest.slice(0, place), ...rest.slice(place + 2)], output }, around);
  }
  const bare = name.replace(/^\/(usr\/)?s?bin\//, "");
  const tool = Object.hasOwn(TOOLS, bare) ? TOOLS[bare] : undefined;
  if (tool === undefined) throw new NoSuchCommand(name);
  return tool(rest, around);
}
