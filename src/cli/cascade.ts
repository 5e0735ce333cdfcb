import { CommandError } from "../base/errors.ts";
import { type Call, warn } from "./command.ts";

const CASCADES = ["background", "foreground", "orphan"] as const;

/** The value of `--cascade`; `true` and `false` are older spellings. */
export function cascadeOf(call: Call): (typeof CASCADES)[number] | undefined {
  const value = call.flags.text("cascade");
  if (value === undefined) return undefined;
  const older = { true: "background", false: "orphan" } as const;
  if (value === "true" || value === "false") {
    const meant = older[value];
    warn(
      call,
      `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${meant}.`,
    );
    return meant;
  }
  const found = CASCADES.find((cascade) => cascade === value);
  if (found !== undefined) return found;
  throw new CommandError("USAGE", `invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
}
