import { scaledValue } from "../../api/int-or-percent.ts";
import { isPodReady, type Pod, type PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { instantOf, timestamp, type Instant } from "../../base/instant.ts";
import { isJsonObject, sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import { podsSelected } from "../../cluster/selected-pods.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, placeOf, type Again, type Controller, type Key, type StepContext } from "../controller.ts";
import { expectedScale } from "./expected-pods.ts";

type Status = NonNullable<PodDisruptionBudget["status"]>;

/** How long an eviction may take before its pod counts as staying. @see pkg/controller/disruption/disruption.go, `DeletionTimeout` (1.36) */
const EVICTION_TIMEOUT_MS = 2 * 60 * 1000;
const WORKLOADS: readonly string[] = ["Deployment", "ReplicaSet", "StatefulSet"];

const keyOf = (budget: PodDisruptionBudget): Key => `${namespaceOf(budget)}/${budget.metadata.name}`;

function labelsIn(object: Change["after"]): Readonly<Record<string, string>> | undefined {
  if (object?.kind === "Pod") return object.metadata.labels;
  const template = (object as { spec?: { template?: PodTemplateSpec } } | undefined)?.spec?.template;
  return template?.metadata?.labels;
}

function matters({ key, before, after }: Change): boolean {
  if (key.kind !== "Pod")
    return WORKLOADS.includes(key.kind) && before?.metadata.generation !== after?.metadata.generation;
  if (before === undefined || after === undefined) return true;
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.ownerReferences !== after.metadata.ownerReferences ||
    before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp ||
    isPodReady(before as Pod) !== isPodReady(after as Pod)
  );
}

function keysFor(change: Change, view: View): readonly Key[] {
  const { key, before, after } = change;
  if (key.kind === "PodDisruptionBudget") return after === undefined ? [] : [`${key.namespace}/${key.name}`];
  const budgets = view.list("PodDisruptionBudget", key.namespace);
  if (budgets.length === 0 || !matters(change)) return [];
  return budgets
    .filter(({ spec }) => selects(spec.selector, labelsIn(before)) || selects(spec.selector, labelsIn(after)))
    .map(keyOf);
}

/** What the budget asks for. */
interface Demand {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  readonly error?: string;
}

/** @see pkg/controller/disruption/disruption.go, `getExpectedPodCount` (1.36) */
function demandOf(budget: PodDisruptionBudget, pods: readonly Pod[], { view, api }: StepContext): Demand {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable === undefined && typeof minAvailable === "number") {
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  const expected = expectedScale(pods, view);
  if (!expected.ok) return { expectedPods: 0, desiredHealthy: 0, error: expected.error };
  if (expected.unmanaged.length > 0) {
    const list = expected.unmanaged.join(" ");
    api.event(budget, "Warning", "UnmanagedPods", `Pods selected by this PodDisruptionBudget were found to be unmanaged: [${list}]. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`); // prettier-ignore
  }
  const { count } = expected;
  if (maxUnavailable !== undefined) {
    return { expectedPods: count, desiredHealthy: Math.max(0, count - scaledValue(maxUnavailable, count, "up")) };
  }
  return {
    expectedPods: count,
    desiredHealthy: minAvailable === undefined ? 0 : scaledValue(minAvailable, count, "up"),
  };
}

interface Evictions {
  readonly disruptedPods: Readonly<Record<string, string>>;
  readonly recheckAt: Instant | undefined;
}

/** Evictions that were granted and whose pods are still there. @see the same file, `buildDisruptedPodMap` (1.36) */
function evictionsUnderWay(budget: PodDisruptionBudget, pods: readonly Pod[], now: Instant): Evictions {
  const granted = budget.status?.disruptedPods ?? {};
  const disruptedPods: Record<string, string> = {};
  let recheckAt: Instant | undefined;
  for (const pod of pods) {
    const at = granted[pod.metadata.name];
    if (at === undefined || pod.metadata.deletionTimestamp !== undefined) continue;
    const until = instantOf(at) + EVICTION_TIMEOUT_MS;
    if (until < now) continue;
    disruptedPods[pod.metadata.name] = at;
    recheckAt = Math.min(recheckAt ?? until, until);
  }
  return { disruptedPods, recheckAt };
}

function countHealthy(pods: readonly Pod[], { disruptedPods }: Evictions): number {
  const isHealthy = (pod: Pod): boolean =>
    pod.metadata.deletionTimestamp === undefined && disruptedPods[pod.metadata.name] === undefined && isPodReady(pod);
  return pods.filter(isHealthy).length;
}

const isOurs = (condition: unknown): boolean => isJsonObject(condition) && condition["type"] === "DisruptionAllowed";

/** @see staging/src/k8s.io/component-helpers/apps/poddisruptionbudget/helpers.go, `UpdateDisruptionAllowedCondition` (1.36) */
function conditionsOf(
  budget: PodDisruptionBudget,
  { allowed, error, now }: { allowed: boolean; error: string | undefined; now: Instant },
): unknown[] {
  const conditions = budget.status?.conditions ?? [];
  const old = conditions.find(isOurs);
  const status = allowed ? "True" : "False";
  const kept = isJsonObject(old) && old["status"] === status ? old["lastTransitionTime"] : undefined;
  const sufficient = allowed ? "SufficientPods" : "InsufficientPods";
  const condition = {
    lastTransitionTime: kept ?? timestamp(now),
    message: error ?? "",
    observedGeneration: budget.metadata.generation,
    reason: error === undefined ? sufficient : "SyncFailed",
    status,
    type: "DisruptionAllowed",
  };
  return [...conditions.filter((other) => !isOurs(other)), condition];
}

function sync(key: Key, context: StepContext): Again {
  const { view, api, now } = context;
  const { namespace, name } = placeOf(key);
  const budget = view.get("PodDisruptionBudget", namespace, name);
  if (budget === undefined) return SETTLED;
  const pods = podsSelected(view, namespace, budget.spec.selector);
  if (pods.length === 0) api.event(budget, "Normal", "NoPods", "No matching pods found");
  const { expectedPods, desiredHealthy, error } = demandOf(budget, pods, context);
  const evictions = evictionsUnderWay(budget, pods, now);
  const currentHealthy = countHealthy(pods, evictions);
  const spare = expectedPods <= 0 || error !== undefined ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  const { disruptedPods, recheckAt } = evictions;
  const status: Status = {
    ...(Object.keys(disruptedPods).length === 0 ? {} : { disruptedPods }),
    ...(budget.metadata.generation === undefined ? {} : { observedGeneration: budget.metadata.generation }),
    disruptionsAllowed: spare,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    conditions: conditionsOf(budget, { allowed: spare > 0, error, now }),
  };
  if (!sameJson(status, budget.status)) {
    const answer = api.updateStatus({ ...budget, status });
    if (!answer.ok) return { kind: "retry", error: answer.status.message };
  }
  return recheckAt === undefined ? SETTLED : { kind: "at", at: recheckAt };
}

/**
 * Keeps count of how many pods each PodDisruptionBudget can spare. Evictions themselves are decided by the API server.
 * @see pkg/controller/disruption/disruption.go, `trySync` (1.36)
 */
export const disruptionController: Controller = {
  name: "controllermanager",
  keysFor,
  allKeys: (view) => view.list("PodDisruptionBudget").map(keyOf),
  sync,
};
