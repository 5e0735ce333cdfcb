import type { Deployment } from "../../api/kinds/deployment/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { byCreation, namespacedName } from "../../api/object.ts";
import type { StepContext } from "../controller.ts";
import { boundsOf } from "./bounds.ts";
import { availableReplicas, type ReplicaSets, sumOf, wantedReplicas } from "./replica-sets.ts";
import { currentSize } from "./revision.ts";
import { scaleTo } from "./scaling.ts";

function growCurrent(deployment: Deployment, sets: ReplicaSets, context: StepContext): boolean {
  const { current } = sets;
  if (current === undefined) return false;
  const replicas = deployment.spec.replicas ?? 1;
  if (wantedReplicas(current) === replicas) return false;
  const size = wantedReplicas(current) > replicas ? replicas : currentSize(deployment, sets);
  return scaleTo(current, size, deployment, context);
}

/**
 * Old pods that are not available go first: they serve nobody. A set that has not yet counted its
 * pods since it was made smaller must do so first: more pods would seem available than will be.
 * @see pkg/controller/deployment/rolling.go, `cleanupUnhealthyReplicas` (1.36)
 */
function dropUnhealthy(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  most: number,
  context: StepContext,
): { sizes: ReadonlyMap<string, number>; dropped: number; error?: string } {
  const sizes = new Map(old.map((set) => [set.metadata.name, wantedReplicas(set)]));
  let dropped = 0;
  for (const set of old) {
    const unhealthy = wantedReplicas(set) - availableReplicas(set);
    if (wantedReplicas(set) === 0 || unhealthy === 0 || dropped >= most) continue;
    const count = Math.min(most - dropped, unhealthy);
    const size = wantedReplicas(set) - count;
    if (count < 0) return { sizes, dropped, error: miscounted(set, size) };
    scaleTo(set, size, deployment, context);
    sizes.set(set.metadata.name, size);
    dropped += count;
  }
  return { sizes, dropped };
}

const miscounted = (set: ReplicaSet, size: number): string =>
  `when cleaning up unhealthy replicas, got invalid request to scale down ${namespacedName(set)} ${wantedReplicas(set)} -> ${size}`;

/** @see pkg/controller/deployment/rolling.go, `scaleDownOldReplicaSetsForRollingUpdate` (1.36) */
function shrinkOld(
  deployment: Deployment,
  sets: ReplicaSets,
  sizes: ReadonlyMap<string, number>,
  context: StepContext,
): void {
  const all = [...sets.old, ...(sets.current === undefined ? [] : [sets.current])];
  const minAvailable = (deployment.spec.replicas ?? 1) - boundsOf(deployment).maxUnavailable;
  const spare = sumOf(all, availableReplicas) - minAvailable;
  let shrunk = 0;
  for (const set of [...sets.old].sort(byCreation)) {
    const size = sizes.get(set.metadata.name) ?? 0;
    if (shrunk >= spare || size === 0) continue;
    const count = Math.min(size, spare - shrunk);
    const key = { kind: "ReplicaSet", namespace: set.metadata.namespace ?? "", name: set.metadata.name };
    const live = context.api.live(key) as ReplicaSet | undefined;
    scaleTo(live ?? set, size - count, deployment, context);
    shrunk += count;
  }
}

function shrinkOldInTurn(deployment: Deployment, sets: ReplicaSets, context: StepContext): string | undefined {
  const oldSize = sumOf(sets.old, wantedReplicas);
  if (oldSize === 0 || sets.current === undefined) return undefined;
  const size = wantedReplicas(sets.current);
  const minAvailable = (deployment.spec.replicas ?? 1) - boundsOf(deployment).maxUnavailable;
  const most = oldSize + size - minAvailable - (size - availableReplicas(sets.current));
  if (most <= 0) return undefined;
  const active = sets.old.filter((set) => wantedReplicas(set) > 0).sort(byCreation);
  const { sizes, error } = dropUnhealthy(deployment, active, most, context);
  if (error === undefined) shrinkOld(deployment, { ...sets, old: active }, sizes, context);
  return error;
}

/**
 * One move of a rolling update: the new replica set grows, or the old ones shrink.
 * @returns why it must be tried again
 * @see pkg/controller/deployment/rolling.go, `rolloutRolling` (1.36)
 */
export function roll(deployment: Deployment, sets: ReplicaSets, context: StepContext): string | undefined {
  return growCurrent(deployment, sets, context) ? undefined : shrinkOldInTurn(deployment, sets, context);
}

/** Whether pods of old replica sets still run, so that a Recreate waits. */
export function oldPodsRun(old: readonly ReplicaSet[], { view }: StepContext): boolean {
  return old.some((set) => view.indexed("Pod", "controller", set.metadata.uid ?? "").some((pod) => !isFinished(pod)));
}

/** Scales all old replica sets to nothing. @returns whether there was anything to scale */
export function stopOld(deployment: Deployment, old: readonly ReplicaSet[], context: StepContext): boolean {
  const active = old.filter((set) => wantedReplicas(set) > 0);
  for (const set of active) scaleTo(set, 0, deployment, context);
  return active.length > 0;
}
