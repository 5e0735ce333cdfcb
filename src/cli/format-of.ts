import { CommandError } from "../base/errors.ts";
import type { Call } from "./command.ts";

/** The format that `-o` names, the first one where it is not given. Throws USAGE; `what`: `a plan`. */
export function formatOf<Format extends string>(
  call: Call,
  what: string,
  formats: readonly [Format, ...Format[]],
): Format {
  const value = call.flags.text("output") ?? formats[0];
  const found = formats.find((format) => format === value);
  if (found !== undefined) return found;
  throw unprintable(what, value, formats);
}

export function unprintable(what: string, format: string, formats: readonly string[]): CommandError {
  const hint = `there are ${formats.join(", ")}`;
  return new CommandError("USAGE", `unable to print ${what} as ${JSON.stringify(format)}`, { hint });
}
