import { DESIRED_REPLICAS, MAX_REPLICAS } from "../../api/kinds/deployment/revision.ts";
import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { byCreation } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import type { StepContext } from "../controller.ts";
import { boundsOf } from "./bounds.ts";
import { availableReplicas, sumOf, wantedReplicas, type ReplicaSets } from "./replica-sets.ts";
import { sizeAnnotations } from "./revision.ts";

/**
 * Gives a replica set another size, and notes the Deployment's size on it.
 * @returns whether the size changed
 * @see pkg/controller/deployment/sync.go, `scaleReplicaSetAndRecordEvent` (1.36)
 */
export function scaleTo(set: ReplicaSet, replicas: number, deployment: Deployment, context: StepContext): boolean {
  return wantedReplicas(set) !== replicas && resize(set, replicas, deployment, context);
}

/** The same, but notes the Deployment's size where the replica set keeps its own, too. @see the same file, `scaleReplicaSet` */
function resize(set: ReplicaSet, replicas: number, deployment: Deployment, { api }: StepContext): boolean {
  const old = wantedReplicas(set);
  const annotations = { ...set.metadata.annotations, ...sizeAnnotations(deployment) };
  if (old === replicas && sameJson(annotations, set.metadata.annotations)) return false;
  const answer = api.update({ ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } });
  if (!answer.ok || old === replicas) return false;
  const verb = replicas > old ? "up" : "down";
  const message = `Scaled ${verb} replica set ${set.metadata.name} from ${old} to ${replicas}`;
  api.event(deployment, "Normal", "ScalingReplicaSet", message);
  return true;
}

/** Whether the Deployment's size was changed since its replica sets were last sized. @see the same file, `isScalingEvent` (1.36) */
export function isBeingScaled(deployment: Deployment, { current, old }: ReplicaSets): boolean {
  const wanted = String(deployment.spec.replicas ?? 1);
  return [...(current === undefined ? [] : [current]), ...old]
    .filter((set) => wantedReplicas(set) > 0)
    .some((set) => (set.metadata.annotations?.[DESIRED_REPLICAS] ?? wanted) !== wanted);
}

function isSaturated(deployment: Deployment, set: ReplicaSet | undefined): boolean {
  if (set === undefined) return false;
  const replicas = deployment.spec.replicas ?? 1;
  return (
    wantedReplicas(set) === replicas &&
    set.metadata.annotations?.[DESIRED_REPLICAS] === String(replicas) &&
    availableReplicas(set) === replicas
  );
}

/** The size that a replica set has in proportion to the Deployment's. @see pkg/controller/deployment/util/deployment_util.go, `getReplicaSetFraction` (1.36) */
function shareOf(deployment: Deployment, set: ReplicaSet): number {
  const size = wantedReplicas(set);
  const replicas = deployment.spec.replicas ?? 1;
  if (replicas === 0) return 0;
  const before = Number(set.metadata.annotations?.[MAX_REPLICAS] ?? 0) || (deployment.status?.replicas ?? 0);
  return before === 0 ? size : Math.round((size * (replicas + boundsOf(deployment).maxSurge)) / before);
}

/** The share of a change of size that falls to one replica set. @see the same file, `GetReplicaSetProportion` (1.36) */
function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  const size = wantedReplicas(set);
  if (size === 0 || toAdd === 0 || toAdd === added) return 0;
  const share = shareOf(deployment, set) - size;
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
}

/** Sizes all replica sets of an unfinished rollout in proportion. */
function scaleInProportion(deployment: Deployment, sets: readonly ReplicaSet[], context: StepContext): void {
  const active = sets.filter((set) => wantedReplicas(set) > 0);
  const replicas = deployment.spec.replicas ?? 1;
  const allowed = replicas > 0 ? replicas + boundsOf(deployment).maxSurge : 0;
  const toAdd = allowed - sumOf(active, wantedReplicas);
  active.sort((a, b) => wantedReplicas(b) - wantedReplicas(a) || (toAdd > 0 ? byCreation(b, a) : byCreation(a, b)));
  let added = 0;
  const sizes = active.map((set) => {
    const share = proportion(deployment, set, toAdd, added);
    added += share;
    return wantedReplicas(set) + share;
  });
  for (const [index, set] of active.entries()) {
    const leftover = index === 0 ? toAdd - added : 0;
    resize(set, Math.max(0, (sizes[index] ?? 0) + leftover), deployment, context);
  }
}

/** @see pkg/controller/deployment/sync.go, `scale`; util/deployment_util.go there, `FindActiveOrLatest` (1.36) */
export function scale(deployment: Deployment, sets: ReplicaSets, context: StepContext): void {
  const all = [...sets.old, ...(sets.current === undefined ? [] : [sets.current])];
  const active = all.filter((set) => wantedReplicas(set) > 0);
  if (active.length <= 1) {
    const only = active[0] ?? sets.current ?? [...sets.old].sort(byCreation).at(-1);
    const replicas = deployment.spec.replicas ?? 1;
    if (only !== undefined) scaleTo(only, replicas, deployment, context);
    return;
  }
  if (isSaturated(deployment, sets.current)) {
    for (const set of sets.old) if (wantedReplicas(set) > 0) scaleTo(set, 0, deployment, context);
    return;
  }
  if (deployment.spec.strategy?.type !== "Recreate") scaleInProportion(deployment, all, context);
}
