import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { DiagnosisContext } from "./diagnosis.ts";
import { slotsOf, tallyOf, type Slots, type Tally } from "./slots.ts";

/** A set as its diagnosis reads it. */
export interface Facts extends DiagnosisContext {
  readonly set: StatefulSet;
  readonly slots: Slots;
  /** Of the replicas. */
  readonly tally: Tally;
  readonly update: string;
  readonly ordered: boolean;
  readonly minReady: number;
}

export function gather(context: DiagnosisContext, set: StatefulSet): Facts {
  const slots = slotsOf(context.view, set);
  const update = set.status?.updateRevision ?? "";
  return {
    ...context,
    set,
    slots,
    tally: tallyOf(slots.replicas, update),
    update,
    ordered: set.spec.podManagementPolicy !== "Parallel",
    minReady: set.spec.minReadySeconds ?? 0,
  };
}

/** `2 of 3 serving`. */
export function servingText({ slots, tally }: Facts): string {
  return `${tally.serving} of ${slots.replicas.length} serving`;
}
