import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, NO_VALUE, notSupported, required, tooMany, type FieldError } from "../../field-error.ts";
import { child, has, list, number, optionalNumber, optionalText, text, type Fields } from "../../validation/fields.ts";
import { validateQualifiedName } from "../../validation/labels.ts";
import { validateNonNegative } from "../../validation/numbers.ts";

const ACTIONS = ["Count", "FailIndex", "FailJob", "Ignore"];
const OPERATORS = ["In", "NotIn"];
const STATUSES = ["False", "True", "Unknown"];
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

const validValues = (values: readonly string[]): string =>
  `valid values: [${values.map((each) => `"${each}"`).join(" ")}]`;

function validateOneOf(path: FieldPath, value: string, values: readonly string[]): readonly FieldError[] {
  if (value === "") return [required(path, validValues(values))];
  return values.includes(value) ? [] : [notSupported(path, value, values)];
}

function validateCodes(path: FieldPath, codes: readonly number[], isIn: boolean): readonly FieldError[] {
  if (codes.length === 0) return [invalid(path, null, "at least one value is required")];
  const errors: FieldError[] = codes.length > MAX_EXIT_CODES ? [tooMany(path, codes.length, MAX_EXIT_CODES)] : [];
  for (const [index, code] of codes.entries()) {
    if (isIn && code === 0) errors.push(invalid([...path, index], code, "must not be 0 for the In operator"));
    if (codes.indexOf(code) < index) errors.push(duplicate([...path, index], code));
  }
  if (codes.some((code, index) => index > 0 && (codes[index - 1] ?? 0) > code))
    errors.push(invalid(path, codes, "must be ordered"));
  return errors;
}

const CONTAINER_UNKNOWN = "must be one of the container or initContainer names in the pod template";

function validateExitCodes(path: FieldPath, requirement: Fields, names: readonly string[]): readonly FieldError[] {
  const operator = text(requirement, "operator");
  const container = optionalText(requirement, "containerName");
  const isKnown = container === undefined || names.includes(container);
  const codes = Array.isArray(requirement["values"]) ? (requirement["values"] as readonly number[]) : [];
  return [
    ...validateOneOf([...path, "operator"], operator, OPERATORS),
    ...(isKnown ? [] : [invalid([...path, "containerName"], container, CONTAINER_UNKNOWN)]),
    ...validateCodes([...path, "values"], codes, operator === "In"),
  ];
}

function validateConditions(path: FieldPath, patterns: readonly Fields[]): readonly FieldError[] {
  return [
    ...(patterns.length > MAX_RULES ? [tooMany(path, patterns.length, MAX_RULES)] : []),
    ...patterns.flatMap((pattern, index) => [
      ...validateQualifiedName([...path, index, "type"], text(pattern, "type")),
      ...validateOneOf([...path, index, "status"], text(pattern, "status"), STATUSES),
    ]),
  ];
}

function validateAction(path: FieldPath, action: string, isPerIndex: boolean): readonly FieldError[] {
  if (action !== "FailIndex" || isPerIndex) return validateOneOf(path, action, ACTIONS);
  return [invalid(path, action, "requires the backoffLimitPerIndex to be set")];
}

/** @see pkg/apis/batch/validation/validation.go, `validatePodFailurePolicy` (1.36); likewise those above and below */
export function validateFailurePolicy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = child(spec, "podFailurePolicy");
  if (policy === undefined) return [];
  const pod = child(child(spec, "template"), "spec");
  const names = ["containers", "initContainers"].flatMap((name) => list(pod, name).map((each) => text(each, "name")));
  const rules = list(policy, "rules");
  const at = [...path, "rules"];
  const judged = rules.flatMap((rule, index) => {
    const codes = child(rule, "onExitCodes");
    const conditions = list(rule, "onPodConditions");
    const place = [...at, index];
    const errors = [...validateAction([...place, "action"], text(rule, "action"), has(spec, "backoffLimitPerIndex"))];
    if (codes !== undefined) errors.push(...validateExitCodes([...place, "onExitCodes"], codes, names));
    errors.push(...validateConditions([...place, "onPodConditions"], conditions));
    if (codes !== undefined && conditions.length > 0)
      errors.push(invalid(place, NO_VALUE, "specifying both OnExitCodes and OnPodConditions is not supported"));
    if (codes === undefined && conditions.length === 0)
      errors.push(invalid(place, NO_VALUE, "specifying one of OnExitCodes and OnPodConditions is required"));
    return errors;
  });
  return [...(rules.length > MAX_RULES ? [tooMany(at, rules.length, MAX_RULES)] : []), ...judged];
}

function validateSucceeded(path: FieldPath, rule: Fields, completions: number): readonly FieldError[] {
  const count = optionalNumber(rule, "succeededCount");
  if (count === undefined)
    return has(rule, "succeededIndexes")
      ? []
      : [required(path, "at least one of succeededCount or succeededIndexes must be specified")];
  const at = [...path, "succeededCount"];
  const errors = [...validateNonNegative(at, count)];
  if (count > completions)
    errors.push(
      invalid(at, count, `must be less than or equal to ${completions} (the number of specified completions)`),
    );
  return errors;
}

/** The format of the indexes named is not looked at. */
export function validateSuccessPolicy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = child(spec, "successPolicy");
  if (policy === undefined) return [];
  if (optionalText(spec, "completionMode") !== "Indexed")
    return [invalid(path, policy, "requires indexed completion mode")];
  const rules = list(policy, "rules");
  const at = [...path, "rules"];
  if (rules.length === 0)
    return [required(at, "at least one rules must be specified when the successPolicy is specified")];
  return [
    ...(rules.length > MAX_RULES ? [tooMany(at, rules.length, MAX_RULES)] : []),
    ...rules.flatMap((rule, index) => validateSucceeded([...at, index], rule, number(spec, "completions"))),
  ];
}

export function validateReplacementPolicy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = optionalText(spec, "podReplacementPolicy");
  const allowed = has(spec, "podFailurePolicy") ? ["Failed"] : ["Failed", "TerminatingOrFailed"];
  return policy === undefined || allowed.includes(policy) ? [] : [notSupported(path, policy, allowed)];
}
