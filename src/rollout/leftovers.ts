import { controllerOf } from "../api/object.ts";
import type { Diagnosis, DiagnosisContext } from "./diagnosis.ts";
import { podTerminating } from "./pod-trouble.ts";

/** Pods that do not finish terminating and whose owner is gone, so that no workload's diagnosis tells of them. */
export function leftovers(context: DiagnosisContext): readonly Diagnosis[] {
  return context.view.list("Pod").flatMap((pod): Diagnosis[] => {
    if (pod.metadata.deletionTimestamp === undefined) return [];
    const { namespace = "", name } = pod.metadata;
    const owner = controllerOf(pod);
    const alive =
      owner !== undefined && context.view.get(owner.kind, namespace, owner.name)?.metadata.uid === owner.uid;
    const found = podTerminating(context, pod);
    if (alive || found.passing) return [];
    return [
      {
        object: { kind: "Pod", namespace, name },
        verdict: "stuck",
        reason: found.reason,
        sentence: found.clause,
        because: found.because,
        frees: found.frees,
        recovers: found.recovers,
        serving: { ready: 0, desired: 0 },
        revisions: { current: "", update: "", updated: 0 },
      },
    ];
  });
}
