import type { ObjectKey } from "../api/object.ts";
import type { DiagnosisReason } from "./diagnosis.ts";

/** What is wrong with one pod or claim. */
export interface Trouble {
  readonly reason: DiagnosisReason;
  /** A clause that begins with the object: `web-2 cannot pull nginx:1.99`. */
  readonly clause: string;
  readonly because: readonly ObjectKey[];
  /** Commands that end it; empty where only another template would. */
  readonly frees: readonly string[];
  /** Commands that end it where there is no earlier template to go back to. */
  readonly otherwise: readonly string[];
  /** Commands that end the simulated fault behind it. */
  readonly recovers: readonly string[];
  /** It ends by itself, given time. */
  readonly passing: boolean;
  /** Another pod template would end it. */
  readonly ofTemplate: boolean;
}

/** A trouble with the usual defaults: lasting, not of the template, nothing to recover. */
export function trouble(
  reason: DiagnosisReason,
  clause: string,
  rest: Partial<Omit<Trouble, "reason" | "clause">>,
): Trouble {
  return {
    reason,
    clause,
    because: [],
    frees: [],
    otherwise: [],
    recovers: [],
    passing: false,
    ofTemplate: false,
    ...rest,
  };
}
