import type { Fault, FaultKind, Settings } from "../../cluster/world.ts";
import type { Until } from "../../sim/work.ts";
import type { Call } from "../command.ts";
import { FAULT_KINDS, faultTarget } from "../fault-target.ts";
import { present } from "../present.ts";
import { refuseUsage } from "../usage.ts";

/** `TARGET=FAULT`. Image references may hold `=` nowhere, so the last one counts. */
function faultOf(word: string, namespace: string): Fault {
  const equals = word.lastIndexOf("=");
  if (equals < 0) {
    refuseUsage(`--assume ${word}: expected TARGET=FAULT`, "for example pod/web-1=not-ready");
  }
  const { target, namespace: own } = faultTarget(word.slice(0, equals), namespace);
  const kinds: readonly FaultKind[] = FAULT_KINDS[target.slice(0, target.indexOf("/"))] ?? [];
  const as = kinds.find((kind) => kind === word.slice(equals + 1));
  if (as === undefined) {
    refuseUsage(`--assume ${word}: ${target} cannot fail so`, `there are ${kinds.join(", ")}`);
  }
  return { target, namespace: own, as };
}

export interface Assumed {
  readonly faults: readonly Fault[];
  readonly settings?: Partial<Settings>;
  readonly until?: Until;
}

function milliseconds(call: Call, flag: string): number | undefined {
  const ms = call.flags.duration(flag);
  if (ms !== undefined && ms < 0) refuseUsage(`--${flag}: time does not go back`);
  return ms === undefined ? undefined : Math.round(ms);
}

/** What the flags of a plan assume about the world. Throws USAGE. */
export function assumedBy(call: Call): Assumed {
  const settings: Partial<Settings> = present({
    startAfterMs: milliseconds(call, "start-after"),
    stopAfterMs: milliseconds(call, "stop-after"),
    pullTimeMs: milliseconds(call, "pull-time"),
  });
  const ms = milliseconds(call, "for");
  return {
    faults: call.flags.list("assume").map((word) => faultOf(word, call.namespace)),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(ms === undefined ? {} : { until: { kind: "for" as const, ms } }),
  };
}
