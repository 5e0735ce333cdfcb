import type { FieldPath } from "../../../base/field-path.ts";
import type { FieldError } from "../../field-error.ts";
import { child, optionalNumber, type Fields } from "../../validation/fields.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import { isUsableSelector, validateWorkloadSelector } from "../../validation/workload.ts";
import { validateReplicaTemplate } from "./validate-template.ts";

const SPEC: FieldPath = ["spec"];

/** @see pkg/apis/apps/validation/validation.go, `ValidateReplicaSetSpec` (1.36) */
export function validateReplicaSetSpec(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  return [
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateWorkloadSelector([...SPEC, "selector"], selector),
    ...(isUsableSelector(selector) ? validateReplicaTemplate([...SPEC, "template"], spec) : []),
  ];
}
