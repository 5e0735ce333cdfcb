import type { FieldPath } from "../../../base/field-path.ts";
import type { FieldError } from "../../field-error.ts";
import { child, fieldsFrom, optionalNumber, type Fields } from "../../validation/fields.ts";
import { validateMetadata } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import { isUsableSelector, validateWorkloadSelector, validateWorkloadUpdate } from "../../validation/workload.ts";
import type { ReplicaSet } from "./types.ts";
import { validateReplicaTemplate } from "./validate-template.ts";

const SPEC: FieldPath = ["spec"];

/** @see pkg/apis/apps/validation/validation.go, `ValidateReplicaSetSpec` (1.36) */
function validateSpec(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  return [
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateWorkloadSelector([...SPEC, "selector"], selector),
    ...(isUsableSelector(selector) ? validateReplicaTemplate([...SPEC, "template"], spec) : []),
  ];
}

/** What is wrong with a new ReplicaSet, in upstream's order. */
export function validateReplicaSet(object: ReplicaSet): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateSpec(fieldsFrom(object.spec ?? {}))];
}

/** What is wrong with a change to a ReplicaSet: its selector stays. */
export function validateReplicaSetUpdate(object: ReplicaSet, old: ReplicaSet): readonly FieldError[] {
  return validateWorkloadUpdate(object, old, validateSpec);
}
