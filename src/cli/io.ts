/** The world as a command sees it. Handed in, so that tests run commands in process. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** All of standard input; read at most once. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** Aborted when the user interrupts; `reason` is the exit status, 130 or 143. */
  readonly interrupted: AbortSignal;
  /** Does a long work that keeps nothing: a signal meanwhile ends the process at once, with nothing said. */
  readonly atOnce: <T>(work: () => T) => T;
}

export interface OutputStream {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined in a pipe. */
  readonly columns: number | undefined;
}
