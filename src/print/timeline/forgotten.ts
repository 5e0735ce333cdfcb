import { thousands } from "../../base/thousands.ts";
import type { History } from "../../cluster/snapshot.ts";

/** A line about the happenings from a number on that a history has forgotten; "" where it has them all. */
export function forgottenText({ dropped }: Pick<History, "dropped">, fromSeq: number): string {
  const count = dropped + 1 - Math.max(1, fromSeq);
  return count > 0 ? ` … ${thousands(count)} older happenings were not kept …\n` : "";
}
