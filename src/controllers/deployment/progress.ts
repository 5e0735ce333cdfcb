import type { Deployment, WorkloadCondition } from "../../api/kinds/deployment/types.ts";
import { instantOf, timestamp, type Instant } from "../../base/instant.ts";
import type { ReplicaSets } from "./revision.ts";

type Status = NonNullable<Deployment["status"]>;

const NEW_SET_AVAILABLE = "NewReplicaSetAvailable";
const TIMED_OUT = "ProgressDeadlineExceeded";

/** A deadline of 2^31-1 seconds means none. */
const NO_DEADLINE = 2147483647;

export function progressDeadline({ spec }: Deployment): number | undefined {
  const seconds = spec.progressDeadlineSeconds ?? NO_DEADLINE;
  return seconds === NO_DEADLINE ? undefined : seconds;
}

export function conditionOf(status: Status | undefined, type: string): WorkloadCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** @see pkg/controller/deployment/util/deployment_util.go, `DeploymentComplete` (1.36) */
export function isComplete(deployment: Deployment, status: Status | undefined): boolean {
  const replicas = deployment.spec.replicas ?? 1;
  return (
    (status?.updatedReplicas ?? 0) === replicas &&
    (status?.replicas ?? 0) === replicas &&
    (status?.availableReplicas ?? 0) === replicas &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** @see the same file, `DeploymentProgressing` (1.36) */
function hasProgressed(old: Status = {}, status: Status): boolean {
  const oldPods = (one: Status): number => (one.replicas ?? 0) - (one.updatedReplicas ?? 0);
  return (
    (status.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    oldPods(status) < oldPods(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

/** When a rollout without progress counts as stuck; undefined when that does not come up. @see the same file, `DeploymentTimedOut` (1.36) */
export function deadlineOf(deployment: Deployment, condition: WorkloadCondition | undefined): Instant | undefined {
  const seconds = progressDeadline(deployment);
  if (seconds === undefined || condition === undefined) return undefined;
  if (condition.reason === NEW_SET_AVAILABLE || condition.reason === TIMED_OUT) return undefined;
  return instantOf(condition.lastUpdateTime ?? "") + seconds * 1000;
}

type Said = Pick<WorkloadCondition, "status" | "reason" | "message">;

function sayOf(deployment: Deployment, status: Status, sets: ReplicaSets, now: Instant): Said | undefined {
  const { current } = sets;
  const subject =
    current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  const old = conditionOf(deployment.status, "Progressing");
  if (isComplete(deployment, status)) {
    return { status: "True", reason: NEW_SET_AVAILABLE, message: `${subject} has successfully progressed.` };
  }
  if (hasProgressed(deployment.status, status)) {
    return { status: "True", reason: "ReplicaSetUpdated", message: `${subject} is progressing.` };
  }
  if (old === undefined && current !== undefined) {
    return {
      status: "True",
      reason: "NewReplicaSetCreated",
      message: `Created new replica set "${current.metadata.name}"`,
    };
  }
  const deadline = deadlineOf(deployment, old);
  if (deadline === undefined || deadline > now) return undefined;
  return { status: "False", reason: TIMED_OUT, message: `${subject} has timed out progressing.` };
}

/** The condition in its new form, its times kept where nothing was said that is new. */
function written(type: string, said: Said, old: WorkloadCondition | undefined, now: Instant): WorkloadCondition {
  const at = timestamp(now);
  const lastTransitionTime = old?.status === said.status ? (old.lastTransitionTime ?? at) : at;
  return { type, ...said, lastUpdateTime: at, lastTransitionTime };
}

function available(deployment: Deployment, status: Status, maxUnavailable: number): Said {
  const enough = (status.availableReplicas ?? 0) >= (deployment.spec.replicas ?? 1) - maxUnavailable;
  return enough
    ? { status: "True", reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability." }
    : {
        status: "False",
        reason: "MinimumReplicasUnavailable",
        message: "Deployment does not have minimum availability.",
      };
}

/**
 * Available and Progressing, as they are after this pass. Progress is judged only while the Deployment rolls out.
 * @see pkg/controller/deployment/progress.go, `syncRolloutStatus` (1.36)
 */
export function conditionsFor(
  deployment: Deployment,
  status: Status,
  around: { sets: ReplicaSets; maxUnavailable: number; now: Instant; rollsOut: boolean },
): readonly WorkloadCondition[] {
  const { sets, maxUnavailable, now, rollsOut } = around;
  const oldAvailable = conditionOf(deployment.status, "Available");
  const wanted = available(deployment, status, maxUnavailable);
  const isSame = oldAvailable?.status === wanted.status && oldAvailable.reason === wanted.reason;
  const conditions = [isSame ? oldAvailable : written("Available", wanted, oldAvailable, now)];
  const failure = sets.current?.status?.conditions?.find((condition) => condition.type === "ReplicaFailure");
  if (failure !== undefined)
    conditions.push({ ...failure, lastUpdateTime: failure.lastTransitionTime ?? timestamp(now) });
  if (progressDeadline(deployment) === undefined) return conditions;
  const old = conditionOf(deployment.status, "Progressing");
  const isDone = status.replicas === status.updatedReplicas && old?.reason === NEW_SET_AVAILABLE;
  const said = isDone || !rollsOut ? undefined : sayOf(deployment, status, sets, now);
  if (said === undefined) return old === undefined ? conditions : [...conditions, old];
  return [...conditions, written("Progressing", said, old, now)];
}
