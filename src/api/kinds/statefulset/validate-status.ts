import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, type FieldError } from "../../field-error.ts";
import type { StatefulSet, StatefulSetStatus } from "./types.ts";

const COUNTERS = [
  "replicas",
  "readyReplicas",
  "currentReplicas",
  "updatedReplicas",
  "observedGeneration",
  "collisionCount",
  "availableReplicas",
] as const;
/** Counters of pods that are among the replicas. */
const PARTS = ["readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"] as const;
const NOT_NEGATIVE = "must be greater than or equal to 0";

function at(field: keyof StatefulSetStatus): FieldPath {
  return ["status", field];
}

function negatives(status: StatefulSetStatus): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const field of COUNTERS) {
    const value = status[field] ?? 0;
    if (value < 0) errors.push(invalid(at(field), value, NOT_NEGATIVE));
  }
  return errors;
}

function excesses(status: StatefulSetStatus): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const field of PARTS) {
    const value = status[field] ?? 0;
    if (value > status.replicas) errors.push(invalid(at(field), value, "cannot be greater than status.replicas"));
  }
  const available = status.availableReplicas ?? 0;
  const ready = status.readyReplicas ?? 0;
  if (available <= ready) return errors;
  return [...errors, invalid(at("availableReplicas"), available, "cannot be greater than status.readyReplicas")];
}

/**
 * What is wrong with a new status. A controller can get this wrong: a rolling update may count below zero.
 * @see pkg/apis/apps/validation/validation.go, `ValidateStatefulSetStatusUpdate` (1.36)
 */
export function validateStatefulSetStatusUpdate(set: StatefulSet, old: StatefulSet): readonly FieldError[] {
  const status = set.status ?? { replicas: 0 };
  const errors = [...negatives(status), ...excesses(status)];
  const collisions = status.collisionCount ?? 0;
  if (collisions >= (old.status?.collisionCount ?? 0)) return errors;
  return [...errors, invalid(at("collisionCount"), collisions, "cannot be decremented")];
}
