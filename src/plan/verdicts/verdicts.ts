import type { ObjectKey } from "../../api/object.ts";
import { diagnose } from "../../rollout/diagnose.ts";
import type { Diagnosis, DiagnosisContext, DiagnosisReason } from "../../rollout/diagnosis.ts";
import { leftovers } from "../../rollout/leftovers.ts";
import type { Outcome } from "../../cluster/client/request.ts";
import type { ClaimEntry, Note, PlanVerdict, Serving, VerdictWord } from "../model.ts";
import { keyText } from "../workloads.ts";
import { dataLoss } from "./data-loss.ts";
import { podDataLoss } from "./pod-data-loss.ts";
import type { PodData } from "../pod-data/pod-data.ts";
import { evictionVerdict } from "./eviction.ts";
import { downtime, quorum, type Setting } from "./serving.ts";

/** Two sides that wait for each other: nothing moves without a hand. */
const DEADLOCKS: ReadonlySet<DiagnosisReason> = new Set([
  "rollout-blocked",
  "two-unhealthy-condemned",
  "stale-claim",
  "max-unavailable",
]);
/** Something that is not the workload's own stands in the way. */
const BLOCKS: ReadonlySet<DiagnosisReason> = new Set([
  "pod-name-taken",
  "create-refused",
  "claim-terminating",
  "stuck-terminating",
  "deleting",
]);

function wordFor(diagnosis: Diagnosis): VerdictWord {
  if (DEADLOCKS.has(diagnosis.reason) && diagnosis.butNot?.startsWith("Going back") !== true) return "DEADLOCK";
  return BLOCKS.has(diagnosis.reason) ? "BLOCKED" : "STUCK";
}

/** How the workloads that the plan touches stand at its end, and pods that nobody owns and that do not go. */
export function diagnoses(
  context: DiagnosisContext,
  touched: readonly ObjectKey[],
  hasDeletions: boolean,
): readonly Diagnosis[] {
  const own = touched.flatMap((key) => diagnose(context, key));
  return hasDeletions ? [...own, ...leftovers(context)] : own;
}

function named({ object, sentence }: Diagnosis): string {
  return sentence.startsWith(object.name) ? sentence : `${object.name}: ${sentence}`;
}

function stuckVerdicts(list: readonly Diagnosis[]): readonly PlanVerdict[] {
  return list
    .filter(({ verdict }) => verdict === "stuck")
    .map((diagnosis) => ({
      word: wordFor(diagnosis),
      object: diagnosis.object,
      sentence: named(diagnosis),
      ...(diagnosis.butNot === undefined ? {} : { butNot: diagnosis.butNot }),
      commands: [...diagnosis.frees, ...(diagnosis.frees.length === 0 ? diagnosis.recovers : [])],
    }));
}

/** Facts about workloads that wait for their user, or go on after the time that was looked at. */
export function notesOf(list: readonly Diagnosis[]): readonly Note[] {
  return list.flatMap((diagnosis): readonly Note[] => {
    const { verdict, frees } = diagnosis;
    if (verdict === "waiting-for-user") return [{ sentence: named(diagnosis), commands: frees }];
    if (verdict !== "progressing") return [];
    return [{ sentence: `${named(diagnosis)}: it goes on after the time that was looked at`, commands: [] }];
  });
}

export interface VerdictFacts {
  readonly diagnoses: readonly Diagnosis[];
  readonly outcome: Outcome;
  readonly claims: readonly ClaimEntry[];
  readonly podData: readonly PodData[];
  readonly serving: readonly Serving[];
  readonly setting: Setting;
  /** What is to be said of Services that lose every pod behind them. */
  readonly deserted: readonly PlanVerdict[];
}

/** What is wrong with a plan, worst first. */
export function verdictsOf({
  diagnoses: list,
  outcome,
  claims,
  podData,
  serving,
  setting,
  deserted,
}: VerdictFacts): readonly PlanVerdict[] {
  const frees = new Map(list.map((diagnosis) => [keyText(diagnosis.object), diagnosis.frees]));
  const away = serving.flatMap((one) => downtime(one, setting, frees.get(keyText(one.workload)) ?? []));
  const stuck = stuckVerdicts(list);
  const comingBack = [...new Set(stuck.flatMap(({ commands }) => commands))];
  return [
    ...dataLoss(claims, setting),
    ...podDataLoss(podData, setting.steps, setting.ends),
    ...stuck,
    ...evictionVerdict(outcome, comingBack),
    ...(away.length > 0 ? away : deserted),
    ...serving.flatMap((one) => quorum(one, setting)),
  ];
}
