import type { FieldPath } from "../../base/field-path.ts";
import { sameJson } from "../../base/json.ts";
import { invalid, type FieldError } from "../field-error.ts";
import { percentFlaws } from "./formats.ts";
import { invalidEach } from "./labels.ts";

const NEGATIVE = "must be greater than or equal to 0";

/** @see pkg/apis/core/validation/validation.go, `ValidateNonnegativeField` (1.36) */
export function validateNonNegative(path: FieldPath, value: number | undefined): readonly FieldError[] {
  return value === undefined || value >= 0 ? [] : [invalid(path, value, NEGATIVE)];
}

/** @see staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, `ValidateImmutableField` (1.36) */
export function validateImmutable(path: FieldPath, value: unknown, old: unknown): readonly FieldError[] {
  return sameJson(value, old) ? [] : [invalid(path, value ?? null, "field is immutable")];
}

/** A number, or a percentage as text. */
export type IntOrPercent = number | string;

/** @see pkg/apis/apps/validation/validation.go, `ValidatePositiveIntOrPercent` (1.36); likewise those below */
export function validateIntOrPercent(path: FieldPath, value: IntOrPercent | undefined): readonly FieldError[] {
  if (typeof value === "string") return invalidEach(path, value, percentFlaws(value));
  return validateNonNegative(path, value);
}

function percentOf(value: IntOrPercent | undefined): number | undefined {
  return typeof value === "string" && /^[0-9]+%$/.test(value) ? Number.parseInt(value, 10) : undefined;
}

export function validateAtMost100Percent(path: FieldPath, value: IntOrPercent | undefined): readonly FieldError[] {
  return (percentOf(value) ?? 0) <= 100 ? [] : [invalid(path, value, "must not be greater than 100%")];
}

/** The number in an int-or-percent, whichever it is; 0 where it is neither. */
export function intOrPercentNumber(value: IntOrPercent | undefined): number {
  if (typeof value === "number") return value;
  return percentOf(value) ?? (/^[+-]?[0-9]+$/.test(value ?? "") ? Number(value) : 0);
}
