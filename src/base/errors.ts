/** Why a command cannot go on. */
export type CommandErrorCode =
  | "USAGE"
  | "NOT_READABLE"
  | "NOT_WRITTEN"
  | "INVALID_MANIFEST"
  | "REFUSED"
  | "STATE_CORRUPT"
  | "STATE_LOCKED"
  | "STATE_CHANGED"
  | "STATE_TOO_NEW"
  | "STATE_UNREADABLE"
  | "NOT_SETTLED"
  | "INTERRUPTED";

/**
 * The command cannot go on, for a reason the user can act on. Thrown anywhere, caught once in `cli/`.
 * `message` is printed after `error: `; `hint` on a line of its own.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code: CommandErrorCode;
  readonly hint: string | undefined;
  constructor(code: CommandErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** An assumption of ours is false. Caught once in `cli/`: exit 70 with what to report; the state is untouched. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** Makes a switch over a closed union complete at compile time, and a `Bug` at run time if it was not. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected ${JSON.stringify(value)}`);
}
