import type { Call } from "./command.ts";
import { refuseUsage } from "./usage.ts";

/** The format that `-o` names, the first one where it is not given. Throws USAGE; `what`: `a plan`. */
export function formatOf<Format extends string>(
  call: Call,
  what: string,
  formats: readonly [Format, ...Format[]],
): Format {
  const value = call.flags.text("output") ?? formats[0];
  const found = formats.find((format) => format === value);
  if (found !== undefined) return found;
  refuseFormat(what, value, formats);
}

/** `meant`: the format that this one looks like. */
export function refuseFormat(what: string, format: string, formats: readonly string[], meant?: string): never {
  const near = meant === undefined ? "" : `did you mean ${meant}? `;
  refuseUsage(`unable to print ${what} as ${JSON.stringify(format)}`, `${near}there are ${formats.join(", ")}`);
}
