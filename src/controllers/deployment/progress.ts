import type { Deployment, WorkloadCondition } from "../../api/kinds/deployment/types.ts";
import { instantOf, timestamp, type Instant } from "../../base/instant.ts";
import type { ReplicaSets } from "./replica-sets.ts";

type Status = NonNullable<Deployment["status"]>;

const NEW_SET_AVAILABLE = "NewReplicaSetAvailable";
const PROGRESSED = "ReplicaSetUpdated";
const TIMED_OUT = "ProgressDeadlineExceeded";
const FAILURE = "ReplicaFailure";

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

/** What is to be said of progress; undefined for nothing new. `Progressing` is said again at each bit of progress. */
function sayOf(deployment: Deployment, status: Status, sets: ReplicaSets, now: Instant): Said | undefined {
  const { current } = sets;
  const subject =
    current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  if (isComplete(deployment, status)) {
    return { status: "True", reason: NEW_SET_AVAILABLE, message: `${subject} has successfully progressed.` };
  }
  if (hasProgressed(deployment.status, status)) {
    return { status: "True", reason: PROGRESSED, message: `${subject} is progressing.` };
  }
  const deadline = deadlineOf(deployment, conditionOf(deployment.status, "Progressing"));
  if (deadline === undefined || deadline > now) return undefined;
  return { status: "False", reason: TIMED_OUT, message: `${subject} has timed out progressing.` };
}

type Conditions = readonly WorkloadCondition[];

function without(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}

/**
 * The conditions with one said anew: it comes last. One that says the same is left where and as it is.
 * @see pkg/controller/deployment/util/deployment_util.go, `SetDeploymentCondition` (1.36)
 */
function withSaid(conditions: Conditions, type: string, said: Said, now: Instant): Conditions {
  const old = conditions.find((condition) => condition.type === type);
  if (old?.status === said.status && old.reason === said.reason) return conditions;
  const at = timestamp(now);
  const lastTransitionTime = old?.status === said.status ? (old.lastTransitionTime ?? at) : at;
  return [...without(conditions, type), { type, ...said, lastUpdateTime: at, lastTransitionTime }];
}

/**
 * The conditions once a current replica set was found or made; undefined when there is nothing to say.
 * @see pkg/controller/deployment/sync.go, `getNewReplicaSet` (1.36)
 */
export function replicaSetNoted(
  deployment: Deployment,
  how: "found" | "made",
  name: string,
  now: Instant,
): Conditions | undefined {
  const conditions = deployment.status?.conditions ?? [];
  const isNoted = conditions.some(({ type }) => type === "Progressing");
  if (progressDeadline(deployment) === undefined || (how === "found" && isNoted)) return undefined;
  const said: Said =
    how === "found"
      ? { status: "True", reason: "FoundNewReplicaSet", message: `Found new replica set "${name}"` }
      : { status: "True", reason: "NewReplicaSetCreated", message: `Created new replica set "${name}"` };
  return withSaid(conditions, "Progressing", said, now);
}

/** The conditions once no current replica set could be made; undefined where progress has no deadline. @see the same file */
export function creationFailed(deployment: Deployment, message: string, now: Instant): Conditions | undefined {
  if (progressDeadline(deployment) === undefined) return undefined;
  const said: Said = { status: "False", reason: "ReplicaSetCreateError", message };
  return withSaid(deployment.status?.conditions ?? [], "Progressing", said, now);
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

function progressNoted(
  deployment: Deployment,
  status: Status,
  conditions: Conditions,
  sets: ReplicaSets,
  now: Instant,
): Conditions {
  if (progressDeadline(deployment) === undefined) return without(conditions, "Progressing");
  const old = conditionOf(deployment.status, "Progressing");
  if ((status.replicas ?? 0) === (status.updatedReplicas ?? 0) && old?.reason === NEW_SET_AVAILABLE) return conditions;
  const said = sayOf(deployment, status, sets, now);
  if (said === undefined) return conditions;
  if (said.reason !== PROGRESSED) return withSaid(conditions, "Progressing", said, now);
  const at = timestamp(now);
  const lastTransitionTime = old?.status === "True" ? (old.lastTransitionTime ?? at) : at;
  const condition = { type: "Progressing", ...said, lastUpdateTime: at, lastTransitionTime };
  return [...without(conditions, "Progressing"), condition];
}

/** The first failure of the current replica set, else of another. @see pkg/controller/deployment/progress.go, `getReplicaFailures` (1.36) */
function failureNoted(conditions: Conditions, { current, old }: ReplicaSets, now: Instant): Conditions {
  const all = [...(current === undefined ? [] : [current]), ...old];
  const failures = all.flatMap(({ status }) => status?.conditions ?? []).filter(({ type }) => type === FAILURE);
  const [failure] = failures;
  if (failure === undefined) return without(conditions, FAILURE);
  const known = conditions.find(({ type }) => type === FAILURE);
  if (known?.status === failure.status && known.reason === failure.reason) return conditions;
  const lastUpdateTime = failure.lastTransitionTime ?? timestamp(now);
  return [...without(conditions, FAILURE), { ...failure, lastUpdateTime }];
}

/**
 * The conditions as they are after this pass, in the order in which they were last said. Progress is judged only while
 * the Deployment rolls out.
 * @see pkg/controller/deployment/progress.go, `syncRolloutStatus`; sync.go, `calculateStatus` (1.36)
 */
export function conditionsFor(
  deployment: Deployment,
  status: Status,
  around: { sets: ReplicaSets; maxUnavailable: number; now: Instant; rollsOut: boolean },
): Conditions {
  const { sets, maxUnavailable, now, rollsOut } = around;
  const before = deployment.status?.conditions ?? [];
  const conditions = withSaid(before, "Available", available(deployment, status, maxUnavailable), now);
  if (!rollsOut) return conditions;
  return failureNoted(progressNoted(deployment, status, conditions, sets, now), sets, now);
}
