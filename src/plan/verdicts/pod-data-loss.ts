import type { Note, PlanVerdict, PodStep } from "../model.ts";
import type { DataPlace } from "../pod-data/kept.ts";
import { certainLosses, isAccepted } from "../pod-data/accepted.ts";
import type { PodData } from "../pod-data/pod-data.ts";
import { leftBehindText, lossText, mayLoseText } from "../pod-data/words.ts";
import { type Ends, keyText } from "../workloads.ts";

const LASTS_AS: Readonly<Record<DataPlace, string>> = {
  emptyDir: "An emptyDir goes with its pod",
  ephemeral: "An ephemeral volume goes with its pod",
  container: "It goes with the container, even when that only restarts",
  hostPath: "",
};

/** The steps that bring pods in the place of those that go. */
function renewals({ workload, namespace, pods }: PodData, steps: readonly PodStep[]): readonly PodStep[] {
  const names = new Set(pods);
  const isOfMany = workload !== undefined && workload.kind !== "StatefulSet";
  return steps.filter((step) => {
    if (step.action === "replace") return step.namespace === namespace && names.has(step.pod);
    return (
      isOfMany &&
      step.action === "create" &&
      step.workload !== undefined &&
      keyText(step.workload) === keyText(workload)
    );
  });
}

/** What people count on and should not, and what helps. */
function advice(data: PodData, steps: readonly PodStep[], ends: Ends): string {
  const { on, workload } = data;
  const renewed = renewals(data, steps);
  const begins =
    renewed.length === 0 || on === "container" ? "" : ": what takes its place begins empty, even on the same node";
  const isKept =
    workload !== undefined && ends.after.get(workload.kind, workload.namespace, workload.name) !== undefined;
  const claim = workload?.kind === "StatefulSet" ? "a claim template" : "a claim";
  const next = isKept ? `; ${claim} keeps it from then on` : "";
  const isInTurn = renewed.length > 1 && renewed.some(({ waitsFor }) => waitsFor?.includes(" is ready") === true);
  const members =
    workload?.kind === "StatefulSet" && isInTurn
      ? " Where members copy it from each other, the next one goes as soon as the one before is ready, copied or not."
      : "";
  return `${LASTS_AS[on]}${begins}.${members} Copy it elsewhere first${next}.`;
}

/** Data that goes with pods, since no claim holds it. Only what is certain is a verdict. */
export function podDataLoss(list: readonly PodData[], steps: readonly PodStep[], ends: Ends): readonly PlanVerdict[] {
  return certainLosses(list, ends).map((data): PlanVerdict => {
    const { workload } = data;
    const butNot = advice(data, steps, ends);
    const object = workload === undefined ? {} : { object: workload };
    return { word: "DATA LOSS", ...object, sentence: lossText(data), butNot, commands: [] };
  });
}

/** What may be data, what somebody has said may go, and what stays on a node that its pod leaves. */
export function podDataNotes(list: readonly PodData[], ends: Ends): readonly Note[] {
  return list.flatMap((data): readonly Note[] => {
    const accepted = isAccepted(data, ends);
    if (accepted && (data.fate === "left-behind" || !data.isKnown)) return [];
    if (data.fate === "left-behind") return [{ sentence: leftBehindText(data), commands: [] }];
    if (data.isKnown) return accepted ? [{ sentence: lossText(data), commands: [] }] : [];
    return [{ sentence: mayLoseText(data), commands: [] }];
  });
}
