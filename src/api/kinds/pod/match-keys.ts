import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, type FieldError } from "../../field-error.ts";
import { child, has, list, text, texts, type Fields } from "../../validation/fields.ts";
import { validateQualifiedName } from "../../validation/labels.ts";

function validateKeys(path: FieldPath, term: Fields, name: string): readonly FieldError[] {
  const keys = texts(term, name);
  if (keys.length === 0) return [];
  if (!has(term, "labelSelector"))
    return [forbiddenField([...path, name], "must not be specified when labelSelector is not set")];
  return keys.flatMap((key, index) => validateQualifiedName([...path, name, index], key));
}

/** Keys whose expression, which the server adds, would be the selector's second one. Their path lacks the field's name. */
function validateNotSelected(path: FieldPath, term: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const keys = texts(term, "matchLabelKeys");
  const selector = child(term, "labelSelector");
  const seen = new Set(Object.keys(child(selector, "matchLabels") ?? {}));
  for (const expression of list(selector, "matchExpressions")) {
    const key = text(expression, "key");
    if (keys.includes(key) && seen.has(key))
      errors.push(invalid([...path, keys.lastIndexOf(key)], key, "exists in both matchLabelKeys and labelSelector"));
    seen.add(key);
  }
  return errors;
}

/**
 * Keys whose values a pod takes from its own labels into the selector of an affinity term or a spread constraint.
 * @see pkg/apis/core/validation/validation.go, `ValidateMatchLabelKeysAndMismatchLabelKeys` (1.36)
 */
export function validateMatchKeys(path: FieldPath, term: Fields): readonly FieldError[] {
  const mismatched = texts(term, "mismatchLabelKeys");
  return [
    ...validateKeys(path, term, "matchLabelKeys"),
    ...validateKeys(path, term, "mismatchLabelKeys"),
    ...validateNotSelected(path, term),
    ...texts(term, "matchLabelKeys").flatMap((key, index) =>
      mismatched.includes(key)
        ? [invalid([...path, "matchLabelKeys", index], key, "exists in both matchLabelKeys and mismatchLabelKeys")]
        : [],
    ),
  ];
}
