import type { FieldError } from "../field-error.ts";
import { validateNonNegative } from "./numbers.ts";

/**
 * What is wrong with the number of replicas that a scale asks for.
 * @see pkg/apis/autoscaling/validation/validation.go, `ValidateScale` (1.36)
 */
export function validateScale(replicas: number): readonly FieldError[] {
  return validateNonNegative(["spec", "replicas"], replicas);
}
