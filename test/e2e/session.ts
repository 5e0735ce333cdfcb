import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

const manifests = fileURLToPath(new URL("../../fixtures/manifests", import.meta.url));

/** What a command wrote and how it ended. `both` is what a terminal would show. */
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly both: string;
}

export interface SessionOptions {
  readonly env?: Io["env"];
  readonly terminal?: boolean;
  /** Of the terminal; 100 unless said. */
  readonly columns?: number;
  /** What a work that keeps nothing comes to; what it answers unless said. */
  readonly atOnce?: Io["atOnce"];
}

/** A folder with the seed manifests in which commands run one after another, in process. */
export class Session {
  readonly folder = mkdtempSync(join(tmpdir(), "stsctl-session-"));
  readonly #options: SessionOptions;

  constructor(options: SessionOptions = {}) {
    this.#options = options;
    cpSync(manifests, this.folder, { recursive: true });
  }

  async run(argv: readonly string[], stdin = "", interrupted = new AbortController().signal): Promise<Ran> {
    const text = { stdout: "", stderr: "", both: "" };
    const stream = (name: "stdout" | "stderr"): Io["stdout"] => ({
      isTerminal: this.#options.terminal === true,
      columns: this.#options.terminal === true ? (this.#options.columns ?? 100) : undefined,
      write: (written) => {
        text[name] += written;
        text.both += written;
      },
    });
    const exit = await run(argv, {
      stdout: stream("stdout"),
      stderr: stream("stderr"),
      stdin: async () => Buffer.from(stdin),
      env: this.#options.env ?? {},
      cwd: this.folder,
      interrupted,
      atOnce: this.#options.atOnce ?? ((work) => work()),
    });
    return { exit, ...text };
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
