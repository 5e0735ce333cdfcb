import { timestamp, type Instant } from "../../../base/instant.ts";
import { isJsonObject, type JsonObject } from "../../../base/json.ts";
import type { PodDisruptionBudget } from "./types.ts";

type Status = NonNullable<PodDisruptionBudget["status"]>;

/** What the condition says, besides since when. */
export interface Said {
  readonly status: "True" | "False";
  readonly reason: "SufficientPods" | "InsufficientPods" | "SyncFailed";
  readonly message: string;
  readonly observedGeneration: number | undefined;
}

const isOurs = (condition: unknown): boolean => isJsonObject(condition) && condition["type"] === "DisruptionAllowed";

/** The condition `DisruptionAllowed`, if the budget has it. */
export function disruptionAllowed({ conditions = [] }: Status): JsonObject | undefined {
  return conditions.find(isOurs) as JsonObject | undefined;
}

/** What a status comes to. @see staging/src/k8s.io/component-helpers/apps/poddisruptionbudget/helpers.go, `UpdateDisruptionAllowedCondition` (1.36) */
export function saidOf({ disruptionsAllowed, observedGeneration }: Status): Said {
  return disruptionsAllowed > 0
    ? { status: "True", reason: "SufficientPods", message: "", observedGeneration }
    : { status: "False", reason: "InsufficientPods", message: "", observedGeneration };
}

/**
 * A status with the condition said anew, in its place.
 * @see staging/src/k8s.io/apimachinery/pkg/api/meta/conditions.go, `SetStatusCondition` (1.36)
 */
export function withDisruptionAllowed(status: Status, said: Said, now: Instant): Status {
  const { conditions = [] } = status;
  const old = disruptionAllowed(status);
  const lastTransitionTime = old?.["status"] === said.status ? old["lastTransitionTime"] : timestamp(now);
  const { message, observedGeneration, reason } = said;
  const condition = {
    lastTransitionTime,
    message,
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    reason,
    status: said.status,
    type: "DisruptionAllowed",
  };
  const kept = conditions.map((other) => (isOurs(other) ? condition : other));
  return { ...status, conditions: old === undefined ? [...conditions, condition] : kept };
}

/** Whether the condition says what the status comes to; why is not looked at. @see the same file as `saidOf`, `ConditionsAreUpToDate` */
export function isSaid(status: Status): boolean {
  const old = disruptionAllowed(status);
  const wanted = saidOf(status);
  return old?.["status"] === wanted.status && old["observedGeneration"] === wanted.observedGeneration;
}
