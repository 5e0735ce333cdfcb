import {
  disruptionAllowed,
  saidOf,
  withDisruptionAllowed,
} from "../api/kinds/poddisruptionbudget/disruption-allowed.ts";
import type { PodDisruptionBudget } from "../api/kinds/poddisruptionbudget/types.ts";
import { isPodReady, type Pod, type PodCondition } from "../api/kinds/pod/types.ts";
import { namespaceOf } from "../api/object.ts";
import { selects } from "../api/selector.ts";
import { forbidden, tooManyRequests, type ApiStatus } from "../api/status.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import type { View } from "./view.ts";

/** Whether a pod may be evicted now, and the budget as it is after it. */
export type EvictionVerdict =
  | { readonly kind: "allowed"; readonly budget?: PodDisruptionBudget }
  | { readonly kind: "refused"; readonly status: ApiStatus };

const ALLOWED: EvictionVerdict = { kind: "allowed" };
const VIOLATION = "Cannot evict pod as it would violate the pod's disruption budget.";

function refused(status: ApiStatus): EvictionVerdict {
  return { kind: "refused", status };
}

function violation(cause: string): EvictionVerdict {
  return refused(tooManyRequests(VIOLATION, [{ reason: "DisruptionBudget", message: cause, field: "" }]));
}

/** Pods whose eviction costs nothing. @see pkg/registry/core/pod/storage/eviction.go, `canIgnorePDB` (1.36) */
function ignoresBudgets(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== "Running" && phase !== "Unknown" ? true : pod.metadata.deletionTimestamp !== undefined;
}

function unhealthyMayGo(pod: Pod, budget: PodDisruptionBudget): boolean {
  if (isPodReady(pod)) return false;
  if (budget.spec.unhealthyPodEvictionPolicy === "AlwaysAllow") return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

/** @see the same file, `checkAndDecrement` (1.36) */
function charged(pod: Pod, budget: PodDisruptionBudget, now: Instant): EvictionVerdict {
  const { name } = budget.metadata;
  const status = budget.status;
  if (status === undefined || (status.observedGeneration ?? 0) < (budget.metadata.generation ?? 0)) {
    return violation(`The disruption budget ${name} is still being processed by the server.`);
  }
  const { disruptionsAllowed, desiredHealthy, currentHealthy } = status;
  const resource = { group: "policy", plural: "poddisruptionbudgets" };
  if (disruptionsAllowed < 0) return refused(forbidden(resource, name, "pdb disruptions allowed is negative"));
  if (disruptionsAllowed === 0) {
    const said = disruptionAllowed(status);
    const why =
      said?.["status"] === "False" && said["reason"] === "SyncFailed"
        ? `does not allow evicting pods currently because it failed sync: ${String(said["message"])}`
        : `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
    return violation(`The disruption budget ${name} ${why}`);
  }
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: timestamp(now) };
  const after = { ...status, disruptionsAllowed: disruptionsAllowed - 1, disruptedPods };
  const said = after.disruptionsAllowed === 0 ? withDisruptionAllowed(after, saidOf(after), now) : after;
  return { kind: "allowed", budget: { ...budget, status: said } };
}

/** What is said of a pod that is evicted. @see the same file, `addConditionAndDeletePod` */
export function eviction(now: Instant): PodCondition {
  const said = { reason: "EvictionByEvictionAPI", message: "Eviction API: evicting" };
  return { type: "DisruptionTarget", status: "True", lastTransitionTime: timestamp(now), ...said };
}

/**
 * What the eviction subresource answers before it deletes.
 * @see pkg/registry/core/pod/storage/eviction.go, `Create` (1.36)
 */
export function evictionVerdict(pod: Pod, view: View, now: Instant): EvictionVerdict {
  if (ignoresBudgets(pod)) return ALLOWED;
  const budgets = view
    .list("PodDisruptionBudget", namespaceOf(pod))
    .filter((budget) => selects(budget.spec.selector, pod.metadata.labels));
  const [budget, another] = budgets;
  if (budget === undefined) return ALLOWED;
  if (another !== undefined) {
    const message = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
    return refused({ code: 500, reason: "", message });
  }
  return unhealthyMayGo(pod, budget) ? ALLOWED : charged(pod, budget, now);
}
