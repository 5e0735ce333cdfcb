/** The exit statuses of the program. Nobody else writes a number. */
export const EXIT = {
  done: 0,
  /** The answer is no: refused, not found, findings, differences. */
  refused: 1,
  /** No answer could be given: usage, unreadable input, corrupt state. */
  couldNotRun: 2,
  /** A broken assumption of ours. */
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = number;
