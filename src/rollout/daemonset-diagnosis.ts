import { revisionOf } from "../api/kinds/controllerrevision/types.ts";
import type { DaemonSet } from "../api/kinds/daemonset/types.ts";
import { isRunningAndReady } from "../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { command, listed } from "./commands.ts";
import type { Diagnosis, DiagnosisContext } from "./diagnosis.ts";
import { podKey, podTrouble } from "./pod-trouble.ts";
import { revisionsOf } from "./revisions.ts";

type Finding = Pick<Diagnosis, "verdict" | "reason" | "sentence" | "because" | "frees" | "recovers">;

const NOTHING = { because: [], frees: [], recovers: [] } as const;

function inTrouble(
  context: DiagnosisContext,
  { metadata }: DaemonSet,
  pods: readonly Pod[],
  hasOld: boolean,
): Finding | undefined {
  for (const pod of pods) {
    const found = podTrouble(context, pod);
    if (found === undefined || found.passing) continue;
    const { reason, clause, because } = found;
    const undo = command(`rollout undo daemonset/${metadata.name}`, metadata.namespace ?? "");
    const back = hasOld && found.ofTemplate ? [undo] : found.recovers;
    const frees = [found.frees, back, found.otherwise].find((lines) => lines.length > 0) ?? [];
    const recovers = frees === found.recovers ? [] : found.recovers;
    return { verdict: "stuck", reason, sentence: clause, because, frees, recovers };
  }
  return undefined;
}

function waitsForDeletes({ metadata, spec }: DaemonSet, old: readonly Pod[]): Finding | undefined {
  if (spec.updateStrategy?.type !== "OnDelete" || old.length === 0) return undefined;
  const names = old.map((pod) => pod.metadata.name);
  const sentence = `${listed(names)} ${names.length === 1 ? "stays" : "stay"} at the old revision until deleted by hand (OnDelete)`;
  const frees = names.map((name) => command(`delete pod ${name}`, metadata.namespace ?? ""));
  return { verdict: "waiting-for-user", reason: "on-delete", sentence, because: old.map(podKey), frees, recovers: [] };
}

function isDone({ metadata, status }: DaemonSet): boolean {
  const desired = status?.desiredNumberScheduled ?? 0;
  const counts = [status?.updatedNumberScheduled ?? 0, status?.numberAvailable ?? 0];
  return counts.every((count) => count >= desired) && (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

/** How a DaemonSet stands: the trouble of its pods first. */
export function diagnoseDaemonSet(context: DiagnosisContext, daemon: DaemonSet): Diagnosis {
  const { name, namespace = "", uid = "" } = daemon.metadata;
  const pods = context.view.indexed("Pod", "controller", uid);
  const newest = revisionsOf(context.view, daemon).at(-1);
  const hash = newest === undefined ? "" : revisionOf(newest);
  const old = hash === "" ? [] : pods.filter((pod) => revisionOf(pod) !== hash);
  const desired = daemon.status?.desiredNumberScheduled ?? 0;
  const ready = pods.filter(isRunningAndReady).length;
  const settled: Finding = { verdict: "settled", reason: "none", sentence: `${ready} of ${desired} ready`, ...NOTHING };
  const moving: Finding = {
    verdict: context.settled ? "stuck" : "progressing",
    reason: "reconciling",
    sentence: `${name} is being rolled out`,
    ...NOTHING,
  };
  const open = inTrouble(context, daemon, pods, old.length > 0) ?? waitsForDeletes(daemon, old) ?? moving;
  return {
    object: { kind: "DaemonSet", namespace, name },
    ...(isDone(daemon) ? settled : open),
    serving: { ready, desired },
    revisions: { current: "", update: newest?.metadata.name ?? "", updated: pods.length - old.length },
  };
}
