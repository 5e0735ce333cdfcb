import type { Forced } from "../cluster/client/request.ts";
import { type Call, warn } from "./command.ts";
import { refuseUsage } from "./usage.ts";

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
  refuseUsage(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
}

/** How `--force` deletes what it makes anew, as the flags say. */
export function forcedOf(call: Call): { readonly [Key in keyof Forced]-?: Forced[Key] | undefined } {
  const grace = call.flags.integer("grace-period") ?? -1;
  const timeoutMs = call.flags.duration("timeout") ?? 0;
  return {
    cascade: cascadeOf(call),
    gracePeriodSeconds: grace < 0 ? undefined : grace,
    timeoutSeconds: timeoutMs > 0 ? timeoutMs / 1000 : undefined,
  };
}
