import type { FieldPath } from "../../base/field-path.ts";
import { forbiddenField, invalid, named, required, type FieldError } from "../field-error.ts";
import { labelValueFlaws, qualifiedNameFlaws, type Flaws } from "../names.ts";
import { child, list, sortedKeys, text, texts, type Fields } from "./fields.ts";
import { createFineParts } from "./of-field.ts";

/** One error of type Invalid a flaw. */
export function invalidEach(path: FieldPath, value: unknown, flaws: Flaws): readonly FieldError[] {
  return flaws.length === 0 ? [] : flaws.map((flaw) => invalid(path, value, flaw));
}

export function validateQualifiedName(path: FieldPath, name: string): readonly FieldError[] {
  return invalidEach(path, name, qualifiedNameFlaws(name));
}

const fineLabels = createFineParts();

/**
 * A map of labels, which may also be an equality selector. Errors of keys and of values both stand at the map's path.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go, `ValidateLabels` (1.36)
 */
export function validateLabels(path: FieldPath, owner: Fields | undefined, name: string): readonly FieldError[] {
  const labels = child(owner, name);
  if (labels === undefined || fineLabels.isFine(labels)) return [];
  const errors: FieldError[] = [];
  for (const key of sortedKeys(labels)) {
    const value = text(labels, key);
    const ofKey = qualifiedNameFlaws(key);
    const ofValue = labelValueFlaws(value);
    if (ofKey.length > 0) errors.push(...invalidEach(path, key, ofKey));
    if (ofValue.length > 0) errors.push(...invalidEach(path, value, ofValue));
  }
  return fineLabels.found(labels, errors);
}

function validateRequirement(path: FieldPath, requirement: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const values = texts(requirement, "values");
  switch (text(requirement, "operator")) {
    case "In":
    case "NotIn":
      if (values.length === 0)
        errors.push(required([...path, "values"], "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case "Exists":
    case "DoesNotExist":
      if (values.length > 0)
        errors.push(
          forbiddenField([...path, "values"], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      break;
    default:
      errors.push(
        invalid([...path, "operator"], named(text(requirement, "operator")), "not a valid selector operator"),
      );
  }
  errors.push(...validateQualifiedName([...path, "key"], text(requirement, "key")));
  for (const [index, value] of values.entries())
    errors.push(...invalidEach([...path, "values", index], value, labelValueFlaws(value)));
  return errors;
}

/**
 * A label selector; an absent one has no flaw. A selector with errors is one that upstream cannot compile either.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go, `ValidateLabelSelector` (1.36)
 */
export function validateLabelSelector(path: FieldPath, selector: Fields | undefined): readonly FieldError[] {
  if (selector === undefined) return [];
  return [
    ...validateLabels([...path, "matchLabels"], selector, "matchLabels"),
    ...list(selector, "matchExpressions").flatMap((requirement, index) =>
      validateRequirement([...path, "matchExpressions", index], requirement),
    ),
  ];
}

/** Whether a selector names no label and no expression. */
export function isEmptySelector(selector: Fields): boolean {
  return (
    Object.keys(child(selector, "matchLabels") ?? {}).length === 0 && list(selector, "matchExpressions").length === 0
  );
}
