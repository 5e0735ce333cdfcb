import type { KubeObject } from "../../api/object.ts";
import type { Check, Checks } from "../rule.ts";

/** A check of every kind that makes pods, or is one. */
export function ofWorkloads(check: Check<KubeObject>): Checks {
  return {
    StatefulSet: check,
    Deployment: check,
    DaemonSet: check,
    ReplicaSet: check,
    Pod: check,
    "Job.batch": check,
    "CronJob.batch": check,
  };
}
