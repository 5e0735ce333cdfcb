import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { DiagnosisContext } from "./diagnosis.ts";
import { isServing, slotsOf, type Slots } from "./slots.ts";

/** A set as its diagnosis reads it. */
export interface Facts extends DiagnosisContext {
  readonly set: StatefulSet;
  readonly slots: Slots;
  readonly update: string;
  readonly ordered: boolean;
  readonly minReady: number;
}

export function gather(context: DiagnosisContext, set: StatefulSet): Facts {
  return {
    ...context,
    set,
    slots: slotsOf(context.view, set),
    update: set.status?.updateRevision ?? "",
    ordered: set.spec.podManagementPolicy !== "Parallel",
    minReady: set.spec.minReadySeconds ?? 0,
  };
}

/** `2 of 3 serving`. */
export function servingText({ slots }: Facts): string {
  const ready = slots.replicas.filter(isServing).length;
  return `${ready} of ${slots.replicas.length} serving`;
}
