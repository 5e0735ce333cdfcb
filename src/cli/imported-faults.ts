import type { Fault } from "../cluster/world.ts";
import { type Call, warn } from "./command.ts";

/** More are counted. */
const MOST_NOTES = 10;

/** Says what was found failing among imported objects, and that it goes on failing here. */
export function noteImportedFaults(call: Call, faults: readonly Fault[]): void {
  for (const { target, namespace, as, uid } of faults.slice(0, MOST_NOTES)) {
    const where = namespace === "" || namespace === call.namespace ? "" : ` -n ${namespace}`;
    const until = uid === undefined ? "" : ", until it is replaced";
    const end = `stsctl sim recover ${target}${where}`;
    warn(call, `note: ${target} fails here too (${as}), as its status says${until}; to end that: ${end}`);
  }
  const left = faults.length - MOST_NOTES;
  if (left > 0) warn(call, `note: likewise ${left} more (stsctl sim status)`);
}
