import type { WorkloadCondition } from "../../api/kinds/deployment/types.ts";
import { isActive, isAvailable, isFinished, nextAvailable } from "../../api/kinds/pod/lifecycle.ts";
import { isPodReady, type Pod } from "../../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { controllerOf, namespacedName, namespaceOf, type KubeObject } from "../../api/object.ts";
import { selects, selectsMap } from "../../api/selector.ts";
import { timestamp } from "../../base/instant.ts";
import { sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { createOwnedPods, deleteOwnedPods } from "../owned-pod-control.ts";
import { claimOwned, isUpForAdoption, podFor } from "../owned-pods.ts";
import { inDeletionOrder } from "./deletion-order.ts";
import { relatedPods } from "./related-pods.ts";

/** Pods created or deleted in one pass at most. @see pkg/controller/replicaset/replica_set.go, `BurstReplicas` (1.36) */
const BURST = 500;

function ownerKeys(pod: KubeObject | undefined): readonly Key[] {
  if (pod === undefined) return [];
  const owner = controllerOf(pod);
  return owner?.kind === "ReplicaSet" ? [`${namespaceOf(pod)}/${owner.name}`] : [];
}

function keysForPod(change: Change, view: View): readonly Key[] {
  const { before, after } = change;
  const keys = [...ownerKeys(before), ...ownerKeys(after)];
  if (after === undefined || !isUpForAdoption(change)) return keys;
  for (const set of view.list("ReplicaSet", namespaceOf(after))) {
    if (selects(set.spec.selector, after.metadata.labels)) keys.push(namespacedName(set));
  }
  return keys;
}

function keysFor(change: Change, view: View): readonly Key[] {
  const { key, after } = change;
  if (key.kind === "ReplicaSet") return after === undefined ? [] : [`${key.namespace}/${key.name}`];
  return key.kind === "Pod" ? keysForPod(change, view) : [];
}

/** So many new pods, each made when it is asked for. */
function* newPods(set: ReplicaSet, count: number, context: StepContext): Iterable<Pod> {
  const { template } = set.spec;
  if (template === undefined) return;
  for (let i = 0; i < Math.min(count, BURST); i++) yield podFor(set, template, context);
}

interface Failure {
  readonly reason: "FailedCreate" | "FailedDelete";
  readonly message: string;
}

/** The pods that are given up where there are too many. */
function surplusOf(set: ReplicaSet, active: readonly Pod[], surplus: number, { view }: StepContext): readonly Pod[] {
  const count = Math.min(surplus, BURST);
  return count === active.length ? active : inDeletionOrder(active, relatedPods(set, view)).slice(0, count);
}

/** @see pkg/controller/replicaset/replica_set.go, `manageReplicas` (1.36) */
function manageReplicas(set: ReplicaSet, active: readonly Pod[], context: StepContext): Failure | undefined {
  const surplus = active.length - (set.spec.replicas ?? 1);
  if (surplus === 0) return undefined;
  const [message] =
    surplus < 0
      ? createOwnedPods(set, newPods(set, -surplus, context), context)
      : deleteOwnedPods(set, surplusOf(set, active, surplus, context), context);
  return message === undefined ? undefined : { reason: surplus < 0 ? "FailedCreate" : "FailedDelete", message };
}

function conditionsOf(set: ReplicaSet, failure: Failure | undefined, now: number): readonly WorkloadCondition[] {
  const conditions = set.status?.conditions ?? [];
  const old = conditions.find((condition) => condition.type === "ReplicaFailure");
  if ((failure === undefined) === (old === undefined)) return conditions;
  const others = conditions.filter((condition) => condition !== old);
  if (failure === undefined) return others;
  return [...others, { type: "ReplicaFailure", status: "True", lastTransitionTime: timestamp(now), ...failure }];
}

/** The set's pods as they were before the pass, and what went wrong in it. */
interface Outcome {
  readonly pods: readonly Pod[];
  readonly failure: Failure | undefined;
}

/** @see pkg/controller/replicaset/replica_set_utils.go, `calculateStatus` (1.36) */
function statusOf(set: ReplicaSet, { pods, failure }: Outcome, now: number): NonNullable<ReplicaSet["status"]> {
  const active = pods.filter(isActive);
  const labels = set.spec.template?.metadata?.labels ?? {};
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const fullyLabeledReplicas = active.filter((pod) => selectsMap(labels, pod.metadata.labels)).length;
  const readyReplicas = active.filter(isPodReady).length;
  const availableReplicas = active.filter((pod) => isAvailable(pod, minReadySeconds, now)).length;
  const terminatingReplicas = pods.filter((pod) => !isFinished(pod) && !isActive(pod)).length;
  const conditions = conditionsOf(set, failure, now);
  const { generation } = set.metadata;
  return {
    replicas: active.length,
    ...(fullyLabeledReplicas === 0 ? {} : { fullyLabeledReplicas }),
    ...(readyReplicas === 0 ? {} : { readyReplicas }),
    ...(availableReplicas === 0 ? {} : { availableReplicas }),
    terminatingReplicas,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function writeStatus(set: ReplicaSet, outcome: Outcome, { api, now }: StepContext): Again {
  const { pods, failure } = outcome;
  const status = statusOf(set, outcome, now);
  if (!sameJson(status, set.status)) {
    const answer = api.updateStatus({ ...set, status });
    if (!answer.ok) return retryAfter(answer.status);
  }
  if (failure !== undefined) return { kind: "retry", error: failure.message };
  const at = nextAvailable(pods.filter(isActive), set.spec.minReadySeconds ?? 0, now);
  return at === undefined ? SETTLED : { kind: "at", at };
}

function sync(key: Key, context: StepContext): Again {
  const { namespace, name } = placeOf(key);
  const set = context.view.get("ReplicaSet", namespace, name);
  if (set === undefined) return SETTLED;
  const { selector } = set.spec;
  const { objects: pods, error } = claimOwned("Pod", { owner: set, selector, looksAt: isActive }, context);
  if (error !== undefined) return { kind: "retry", error };
  const isLeaving = set.metadata.deletionTimestamp !== undefined;
  const failure = isLeaving ? undefined : manageReplicas(set, pods.filter(isActive), context);
  return writeStatus(set, { pods, failure }, context);
}

/**
 * Keeps so many pods of one template.
 * @see pkg/controller/replicaset/replica_set.go, `syncReplicaSet` (1.36)
 */
export const replicasetController: Controller = {
  name: "replicaset-controller",
  keysFor,
  allKeys: (view) => view.list("ReplicaSet").map(namespacedName),
  sync,
};
