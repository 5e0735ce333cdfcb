import { conflict, type ApiStatus } from "../../src/api/status.ts";
import { demand, text } from "./guarantee.ts";
import type { Mishap } from "./mishap.ts";

/** Where a step leads. */
export interface End {
  /** As JSON, by parts. */
  readonly essence: string;
  /** The kind of object of every write on the way. */
  readonly writes: readonly string[];
}

export interface Rounds {
  /** How many writes are refused or the last. */
  readonly rounds: number;
  readonly seed: number;
  readonly where: string;
}

const CONFLICT = conflict({ group: "", plural: "objects" }, "x", "the object has been modified");
const BROKEN: ApiStatus = { code: 500, reason: "InternalError", message: "Internal error occurred: broken" };

function difference(want: string, got: string): readonly string[] {
  if (want === got) return [];
  const a = JSON.parse(want) as Record<string, unknown>;
  const b = JSON.parse(got) as Record<string, unknown>;
  const parts = Object.keys(a).filter((part) => text(a[part]) !== text(b[part]));
  return parts.map((part) => `${part} ends as ${text(b[part])} instead of ${text(a[part])}`);
}

/**
 * Every so often a write is refused, or the program stops after it: the end is the same. Not of a revision: while it
 * cannot be made, those that no pod bears may be truncated (REV-16).
 */
export function checkMishaps(end: (mishap?: Mishap) => End, { rounds, seed, where }: Rounds): void {
  const quiet = end();
  const stride = Math.max(1, Math.floor(quiet.writes.length / rounds));
  for (let write = 1 + (seed % stride); write <= quiet.writes.length; write += stride) {
    const kind = quiet.writes[write - 1];
    if (kind === "ControllerRevision") continue;
    const status = write % 2 === 0 ? CONFLICT : BROKEN;
    for (const mishap of [{ kind: "refuse", write, status } as const, { kind: "stop", write } as const]) {
      demand(`${where}, ${mishap.kind} at write ${write} (${kind})`, difference(quiet.essence, end(mishap).essence));
    }
  }
}
