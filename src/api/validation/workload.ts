import type { FieldPath } from "../../base/field-path.ts";
import { invalid, required, type FieldError } from "../field-error.ts";
import type { Fields } from "./fields.ts";
import { printedSelector } from "./go-value.ts";
import { isEmptySelector, validateLabelSelector } from "./labels.ts";

/**
 * The selector of a Deployment or ReplicaSet.
 * @see pkg/apis/apps/validation/validation.go, `ValidateDeploymentSpec`, `ValidateReplicaSetSpec` (1.36)
 */
export function validateWorkloadSelector(path: FieldPath, selector: Fields | undefined): readonly FieldError[] {
  if (selector === undefined) return [required(path)];
  const errors = [...validateLabelSelector(path, selector)];
  const isBroken = errors.length > 0;
  if (isEmptySelector(selector))
    errors.push(invalid(path, printedSelector(selector), "empty selector is invalid for deployment"));
  if (isBroken) errors.push(invalid(path, printedSelector(selector), "invalid label selector"));
  return errors;
}

/** Whether a selector can be used at all: an absent one can, and matches nothing. */
export function isUsableSelector(selector: Fields | undefined): boolean {
  return validateLabelSelector([], selector).length === 0;
}
