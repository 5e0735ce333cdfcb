import { scaledValue } from "../../api/int-or-percent.ts";
import { isSaid, saidOf, withDisruptionAllowed } from "../../api/kinds/poddisruptionbudget/disruption-allowed.ts";
import { isPodReady, type Pod, type PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import { namespacedName, namespaceOf } from "../../api/object.ts";
import { selects, type LabelSelector } from "../../api/selector.ts";
import { instantOf, type Instant } from "../../base/instant.ts";
import { byBytes, sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import { podsSelected } from "../../cluster/selected-pods.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { expectedScale } from "./expected-pods.ts";

type Status = NonNullable<PodDisruptionBudget["status"]>;

/** How long an eviction may take before its pod counts as staying. @see pkg/controller/disruption/disruption.go, `DeletionTimeout` (1.36) */
const EVICTION_TIMEOUT_MS = 2 * 60 * 1000;
const WORKLOADS: readonly string[] = ["Deployment", "ReplicaSet", "StatefulSet"];

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
    .map(namespacedName);
}

/** What the budget asks for, or why that cannot be told. */
type Demand =
  | { readonly ok: true; readonly expectedPods: number; readonly desiredHealthy: number }
  | { readonly ok: false; readonly error: string };

/** A selector as Go prints it. @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/generated.pb.go, `LabelSelector.String` (1.36) */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const names = Object.keys(matchLabels).sort(byBytes);
  const labels = names.map((name) => `${name}: ${matchLabels[name] ?? ""},`).join("");
  const requirements = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(" ")}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${requirements.join("")}},}`;
}

const UNMANAGED =
  "were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in " +
  'undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';

/** @see pkg/controller/disruption/disruption.go, `getExpectedPodCount` (1.36) */
function demandOf(budget: PodDisruptionBudget, pods: readonly Pod[], { view, api }: StepContext): Demand {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable === undefined && typeof minAvailable === "number") {
    return { ok: true, expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  const expected = expectedScale(pods, view);
  if (!expected.ok) {
    const message = `Failed to calculate the number of expected pods: ${expected.error}`;
    api.event(budget, "Warning", "CalculateExpectedPodCountFailed", message);
    return expected;
  }
  if (expected.hasUnmanaged) {
    const selector = selectorText(budget.spec.selector ?? {});
    const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) ${UNMANAGED}`;
    api.event(budget, "Warning", "UnmanagedPods", message);
  }
  const { count } = expected;
  if (maxUnavailable !== undefined) {
    const desiredHealthy = Math.max(0, count - scaledValue(maxUnavailable, count, "up"));
    return { ok: true, expectedPods: count, desiredHealthy };
  }
  const desiredHealthy = minAvailable === undefined ? 0 : scaledValue(minAvailable, count, "up");
  return { ok: true, expectedPods: count, desiredHealthy };
}

interface Evictions {
  readonly disruptedPods: Readonly<Record<string, string>>;
  readonly recheckAt: Instant | undefined;
}

/** Evictions that were granted and whose pods are still there. @see the same file, `buildDisruptedPodMap` (1.36) */
function evictionsUnderWay(budget: PodDisruptionBudget, pods: readonly Pod[], { api, now }: StepContext): Evictions {
  const granted = budget.status?.disruptedPods ?? {};
  const disruptedPods: Record<string, string> = {};
  let recheckAt: Instant | undefined;
  for (const pod of pods) {
    const at = granted[pod.metadata.name];
    if (at === undefined || pod.metadata.deletionTimestamp !== undefined) continue;
    const until = instantOf(at) + EVICTION_TIMEOUT_MS;
    if (until < now) {
      const where = `${namespaceOf(budget)}/${namespaceOf(budget)}`;
      api.event(pod, "Warning", "NotDeleted", `Pod was expected by PDB ${where} to be deleted but it wasn't`);
      continue;
    }
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

function write(budget: PodDisruptionBudget, status: Status, { api }: StepContext): Again | undefined {
  const answer = api.updateStatus({ ...budget, status });
  return answer.ok ? undefined : retryAfter(answer.status);
}

const NO_PODS: Status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

/** Nothing may be disrupted where nobody can tell what there ought to be. @see the same file, `failSafe` */
function failSafe(budget: PodDisruptionBudget, error: string, context: StepContext): Again {
  const old = budget.status ?? NO_PODS;
  const { observedGeneration } = old;
  const said = { status: "False", reason: "SyncFailed", message: error, observedGeneration } as const;
  const status = withDisruptionAllowed({ ...old, disruptionsAllowed: 0 }, said, context.now);
  return (sameJson(status, budget.status) ? undefined : write(budget, status, context)) ?? SETTLED;
}

/** Whether a status need not be written. @see the same file, `updatePdbStatus` */
function isUpToDate({ status }: PodDisruptionBudget, { conditions: _conditions, ...counts }: Status): boolean {
  if (status === undefined) return false;
  const { conditions: _old, ...before } = status;
  return sameJson(before, counts) && isSaid(status);
}

function sync(key: Key, context: StepContext): Again {
  const { view, api, now } = context;
  const { namespace, name } = placeOf(key);
  const budget = view.get("PodDisruptionBudget", namespace, name);
  if (budget === undefined) return SETTLED;
  const pods = podsSelected(view, namespace, budget.spec.selector);
  if (pods.length === 0) api.event(budget, "Normal", "NoPods", "No matching pods found");
  const demand = demandOf(budget, pods, context);
  if (!demand.ok) return failSafe(budget, demand.error, context);
  const { expectedPods, desiredHealthy } = demand;
  const evictions = evictionsUnderWay(budget, pods, context);
  const currentHealthy = countHealthy(pods, evictions);
  const { disruptedPods, recheckAt } = evictions;
  const { generation } = budget.metadata;
  const status: Status = {
    ...(Object.keys(disruptedPods).length === 0 ? {} : { disruptedPods }),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    disruptionsAllowed: expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy),
    currentHealthy,
    desiredHealthy,
    expectedPods,
    conditions: budget.status?.conditions ?? [],
  };
  const said = withDisruptionAllowed(status, saidOf(status), now);
  const failed = isUpToDate(budget, status) ? undefined : write(budget, said, context);
  return failed ?? (recheckAt === undefined ? SETTLED : { kind: "at", at: recheckAt });
}

/**
 * Keeps count of how many pods each PodDisruptionBudget can spare. Evictions themselves are decided by the API server.
 * @see pkg/controller/disruption/disruption.go, `trySync` (1.36)
 */
export const disruptionController: Controller = {
  name: "controllermanager",
  keysFor,
  allKeys: (view) => view.list("PodDisruptionBudget").map(namespacedName),
  sync,
};
