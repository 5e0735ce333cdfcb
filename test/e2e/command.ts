import { join } from "node:path";
import { run } from "../../src/cli/run.ts";

/** What a command left behind. */
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in process, in a folder of its own with a state file there. */
export function commandIn(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): (argv: readonly string[], stdin?: string, interrupted?: AbortSignal) => Promise<Ran> {
  return async (argv, stdin = "", interrupted = new AbortController().signal) => {
    const out: string[] = [];
    const err: string[] = [];
    const stream = (into: string[]): { write: (text: string) => void; isTerminal: boolean; columns: undefined } => ({
      write: (text) => void into.push(text),
      isTerminal: false,
      columns: undefined,
    });
    const exit = await run(["--state", join(folder, ".state.json"), ...argv], {
      stdout: stream(out),
      stderr: stream(err),
      stdin: () => Promise.resolve(new TextEncoder().encode(stdin)),
      env: { NO_COLOR: "1", TZ: "UTC", ...env },
      cwd: folder,
      interrupted,
      atOnce: (work) => work(),
    });
    return { exit, stdout: out.join(""), stderr: err.join("") };
  };
}
