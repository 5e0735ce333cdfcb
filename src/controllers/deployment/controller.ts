import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { controllerOf, namespacedName, namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { sameJson } from "../../base/json.ts";
import { timestamp } from "../../base/instant.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { claimOwned } from "../owned-pods.ts";
import { boundsOf } from "./bounds.ts";
import { conditionOf, conditionsFor, deadlineOf, isComplete, progressDeadline } from "./progress.ts";
import { availableReplicas, type ReplicaSets, revisionOf, sumOf, wantedReplicas } from "./replica-sets.ts";
import { syncRevision } from "./revision.ts";
import { oldPodsRun, roll, stopOld } from "./rollout.ts";
import { isBeingScaled, scale, scaleTo } from "./scaling.ts";
import { untilRefused } from "./until-refused.ts";

function keysForReplicaSet({ before, after }: Change, view: View): readonly Key[] {
  const keys = new Set<Key>();
  for (const set of [before, after]) {
    const owner = set === undefined ? undefined : controllerOf(set);
    if (set !== undefined && owner?.kind === "Deployment") keys.add(`${namespaceOf(set)}/${owner.name}`);
  }
  if (after !== undefined && controllerOf(after) === undefined) {
    for (const deployment of view.list("Deployment", namespaceOf(after))) {
      if (selects(deployment.spec.selector, after.metadata.labels)) keys.add(namespacedName(deployment));
    }
  }
  return [...keys];
}

/** Only a Recreate waits for pods themselves to be gone. */
function keysForPod({ before, after }: Change, view: View): readonly Key[] {
  const reference = before === undefined || after !== undefined ? undefined : controllerOf(before);
  if (before === undefined || reference?.kind !== "ReplicaSet") return [];
  const set = view.get("ReplicaSet", namespaceOf(before), reference.name);
  const owner = set === undefined ? undefined : controllerOf(set);
  return owner?.kind === "Deployment" ? [`${namespaceOf(before)}/${owner.name}`] : [];
}

function keysFor(change: Change, view: View): readonly Key[] {
  const { key, after } = change;
  switch (key.kind) {
    case "Deployment":
      return after === undefined ? [] : [`${key.namespace}/${key.name}`];
    case "ReplicaSet":
      return keysForReplicaSet(change, view);
    case "Pod":
      return keysForPod(change, view);
    default:
      return [];
  }
}

type Status = NonNullable<Deployment["status"]>;

/** Replica sets, and whether their progress is judged. */
interface Rollout extends ReplicaSets {
  readonly rollsOut?: false;
}

/** @see pkg/controller/deployment/sync.go, `calculateStatus` (1.36) */
function statusOf(deployment: Deployment, sets: Rollout, now: number): Status {
  const all = [...sets.old, ...(sets.current === undefined ? [] : [sets.current])];
  const count = (of: (set: ReplicaSet) => number | undefined): number => sumOf(all, (set) => of(set) ?? 0);
  const available = sumOf(all, availableReplicas);
  const replicas = count((set) => set.status?.replicas);
  const ready = count((set) => set.status?.readyReplicas);
  const updated = sets.current?.status?.replicas ?? 0;
  const unavailable = Math.max(0, sumOf(all, wantedReplicas) - available);
  const { generation } = deployment.metadata;
  const { collisionCount } = deployment.status ?? {};
  const status: Status = {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(replicas === 0 ? {} : { replicas }),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    ...(available === 0 ? {} : { availableReplicas: available }),
    ...(unavailable === 0 ? {} : { unavailableReplicas: unavailable }),
    terminatingReplicas: count((set) => set.status?.terminatingReplicas),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
  const { maxUnavailable } = boundsOf(deployment);
  return {
    ...status,
    conditions: conditionsFor(deployment, status, { sets, maxUnavailable, now, rollsOut: sets.rollsOut !== false }),
  };
}

function writeStatus(deployment: Deployment, sets: Rollout, { api, now }: StepContext): Again {
  const status = statusOf(deployment, sets, now);
  if (!sameJson(status, deployment.status)) {
    const { resourceVersion: _version, ...metadata } = deployment.metadata;
    const answer = api.updateStatus({ ...deployment, metadata, status });
    if (!answer.ok) return retryAfter(answer.status);
  }
  const deadline = deadlineOf(deployment, conditionOf(status, "Progressing"));
  return sets.rollsOut === false || deadline === undefined || deadline <= now
    ? SETTLED
    : { kind: "at", at: deadline, isDeadline: true };
}

/**
 * Old replica sets beyond the history's limit go, the oldest first. The first that cannot go ends the pass: its error is
 * returned.
 * @see pkg/controller/deployment/sync.go, `cleanupDeployment` (1.36)
 */
function trimHistory(deployment: Deployment, old: readonly ReplicaSet[], { api }: StepContext): string | undefined {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const alive = old.filter((set) => set.metadata.deletionTimestamp === undefined);
  const surplus = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, alive.length - limit));
  for (const set of surplus) {
    const isIdle = wantedReplicas(set) === 0 && (set.status?.replicas ?? 0) === 0;
    const isSeen = (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0);
    if (!isIdle || !isSeen) continue;
    const answer = api.delete({ kind: "ReplicaSet", namespace: namespaceOf(set), name: set.metadata.name });
    if (!answer.ok && answer.status.code !== 404) return answer.status.message;
  }
  return undefined;
}

/** The end of a pass: the history is trimmed where it is time to, then the status written. */
function finish(deployment: Deployment, sets: Rollout, trims: boolean, context: StepContext): Again {
  const error = trims ? trimHistory(deployment, sets.old, context) : undefined;
  return error === undefined ? writeStatus(deployment, sets, context) : { kind: "retry", error };
}

/** @see pkg/controller/deployment/sync.go, `checkPausedConditions` (1.36) */
function pausedNoted(deployment: Deployment, { api, now }: StepContext): Deployment {
  if (progressDeadline(deployment) === undefined) return deployment;
  const old = conditionOf(deployment.status, "Progressing");
  if (old?.reason === "ProgressDeadlineExceeded") return deployment;
  const isNoted = old?.reason === "DeploymentPaused";
  const isPaused = deployment.spec.paused === true;
  if (isNoted === isPaused) return deployment;
  const at = timestamp(now);
  const said = isPaused
    ? { reason: "DeploymentPaused", message: "Deployment is paused" }
    : { reason: "DeploymentResumed", message: "Deployment is resumed" };
  const lastTransitionTime = old?.status === "Unknown" ? (old.lastTransitionTime ?? at) : at;
  const condition = {
    type: "Progressing",
    status: "Unknown",
    ...said,
    lastUpdateTime: at,
    lastTransitionTime,
  } as const;
  const others = (deployment.status?.conditions ?? []).filter((other) => other.type !== "Progressing");
  const answer = api.updateStatus({
    ...deployment,
    status: { ...deployment.status, conditions: [...others, condition] },
  });
  return answer.ok ? answer.object : deployment;
}

/** @see pkg/controller/deployment/recreate.go, `rolloutRecreate` (1.36) */
function recreate(deployment: Deployment, all: readonly ReplicaSet[], context: StepContext): Again {
  const before = syncRevision(deployment, all, context, false);
  if (!before.ok) return { kind: "retry", error: before.error };
  if (stopOld(before.deployment, before.sets.old, context) || oldPodsRun(before.sets.old, context)) {
    return writeStatus(before.deployment, before.sets, context);
  }
  const found = syncRevision(before.deployment, all, context, true);
  if (!found.ok) return { kind: "retry", error: found.error };
  const { current } = found.sets;
  if (current !== undefined) scaleTo(current, found.deployment.spec.replicas ?? 1, found.deployment, context);
  return finish(found.deployment, found.sets, isComplete(found.deployment, found.deployment.status), context);
}

/** @see pkg/controller/deployment/deployment_controller.go, `syncDeployment` (1.36) */
function pass(stored: Deployment, all: readonly ReplicaSet[], context: StepContext): Again {
  const isLeaving = stored.metadata.deletionTimestamp !== undefined;
  const deployment = isLeaving ? stored : pausedNoted(stored, context);
  const isPaused = deployment.spec.paused === true;
  const known = syncRevision(deployment, all, context, false);
  if (!known.ok) return { kind: "retry", error: known.error };
  if (isLeaving) return writeStatus(known.deployment, { ...known.sets, rollsOut: false }, context);
  if (isPaused || isBeingScaled(known.deployment, known.sets)) {
    scale(known.deployment, known.sets, context);
    return finish(known.deployment, { ...known.sets, rollsOut: false }, isPaused, context);
  }
  if (deployment.spec.strategy?.type === "Recreate") return recreate(known.deployment, all, context);
  const found = known.sets.current === undefined ? syncRevision(known.deployment, all, context, true) : known;
  if (!found.ok) return { kind: "retry", error: found.error };
  const error = known.sets.current === undefined ? undefined : roll(found.deployment, found.sets, context);
  if (error !== undefined) return { kind: "retry", error };
  return finish(found.deployment, found.sets, isComplete(found.deployment, found.deployment.status), context);
}

function sync(key: Key, context: StepContext): Again {
  const { namespace, name } = placeOf(key);
  const deployment = context.view.get("Deployment", namespace, name);
  if (deployment === undefined) return SETTLED;
  const claim = { owner: deployment, selector: deployment.spec.selector, looksAt: () => true };
  const claimed = claimOwned("ReplicaSet", claim, context);
  if (claimed.error !== undefined) return { kind: "retry", error: claimed.error };
  const { api, refusal } = untilRefused(context.api);
  const again = pass(deployment, claimed.objects, { ...context, api });
  const error = refusal();
  return error === undefined ? again : { kind: "retry", error };
}

function hasDeadline(deployment: Deployment): boolean {
  return deadlineOf(deployment, conditionOf(deployment.status, "Progressing")) !== undefined;
}

/** Rolls replica sets of one template over to the next. @see pkg/controller/deployment/deployment_controller.go (1.36) */
export const deploymentController: Controller = {
  name: "deployment-controller",
  keysFor,
  allKeys: (view) => view.list("Deployment").map(namespacedName),
  deadlineKeys: (view) => view.list("Deployment").filter(hasDeadline).map(namespacedName),
  sync,
};
