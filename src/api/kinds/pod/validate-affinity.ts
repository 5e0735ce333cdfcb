import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, named, required, type FieldError } from "../../field-error.ts";
import { labelValueFlaws, nameIsLabel, nameIsSubdomain } from "../../names.ts";
import { child, list, number, text, texts, type Fields } from "../../validation/fields.ts";
import { invalidEach, validateLabelSelector, validateQualifiedName } from "../../validation/labels.ts";
import { validateMatchKeys } from "./match-keys.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** @see pkg/apis/core/validation/validation.go, `ValidateNodeSelectorRequirement` (1.36); likewise those below */
function validateExpression(path: FieldPath, requirement: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const operator = text(requirement, "operator");
  const values = texts(requirement, "values");
  const at = [...path, "values"];
  if (operator === "In" || operator === "NotIn") {
    if (values.length === 0) errors.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values.length > 0)
      errors.push(forbiddenField(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else if (operator === "Gt" || operator === "Lt") {
    if (values.length !== 1)
      errors.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalid([...path, "operator"], named(operator), "not a valid selector operator"));
  errors.push(...validateQualifiedName([...path, "key"], text(requirement, "key")));
  return errors;
}

function validateField(path: FieldPath, requirement: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const operator = text(requirement, "operator");
  const values = texts(requirement, "values");
  if (operator !== "In" && operator !== "NotIn")
    errors.push(invalid([...path, "operator"], named(operator), "not a valid selector operator"));
  else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required([...path, "values"], detail));
  }
  const key = text(requirement, "key");
  if (key !== "metadata.name") errors.push(invalid([...path, "key"], key, "not a valid field selector key"));
  else
    for (const [index, value] of values.entries())
      errors.push(...invalidEach([...path, "values", index], value, nameIsSubdomain(value, false)));
  return errors;
}

/** The values of expressions need to be label values where a term is required, not where it is preferred. */
function validateTerm(path: FieldPath, term: Fields, isRequired: boolean): readonly FieldError[] {
  return [
    ...list(term, "matchExpressions").flatMap((requirement, index) => {
      const at = [...path, "matchExpressions", index];
      const values = isRequired ? texts(requirement, "values") : [];
      return [
        ...validateExpression(at, requirement),
        ...values.flatMap((value, place) => invalidEach([...at, "values", place], value, labelValueFlaws(value))),
      ];
    }),
    ...list(term, "matchFields").flatMap((requirement, index) =>
      validateField([...path, "matchFields", index], requirement),
    ),
  ];
}

/** @see `ValidateNodeSelector` in the same file */
export function validateNodeSelector(path: FieldPath, selector: Fields): readonly FieldError[] {
  const terms = list(selector, "nodeSelectorTerms");
  if (terms.length === 0)
    return [required([...path, "nodeSelectorTerms"], "must have at least one node selector term")];
  return terms.flatMap((term, index) => validateTerm([...path, "nodeSelectorTerms", index], term, true));
}

function validateWeight(path: FieldPath, term: Fields): readonly FieldError[] {
  const weight = number(term, "weight");
  return weight > 0 && weight <= 100 ? [] : [invalid([...path, "weight"], weight, "must be in the range 1-100")];
}

function validateNodeAffinity(path: FieldPath, affinity: Fields): readonly FieldError[] {
  const selector = child(affinity, REQUIRED);
  return [
    ...(selector === undefined ? [] : validateNodeSelector([...path, REQUIRED], selector)),
    ...list(affinity, PREFERRED).flatMap((term, index) => {
      const at = [...path, PREFERRED, index];
      return [
        ...validateWeight(at, term),
        ...validateTerm([...at, "preference"], child(term, "preference") ?? {}, false),
      ];
    }),
  ];
}

/** @see `validatePodAffinityTerm` in the same file */
function validatePodTerm(path: FieldPath, term: Fields): readonly FieldError[] {
  const key = text(term, "topologyKey");
  return [
    ...validateLabelSelector([...path, "labelSelector"], child(term, "labelSelector")),
    ...validateLabelSelector([...path, "namespaceSelector"], child(term, "namespaceSelector")),
    ...texts(term, "namespaces").flatMap((name) => invalidEach([...path, "namespace"], name, nameIsLabel(name, false))),
    ...validateMatchKeys(path, term),
    ...(key === "" ? [required([...path, "topologyKey"], "can not be empty")] : []),
    ...validateQualifiedName([...path, "topologyKey"], key),
  ];
}

function validatePodAffinity(path: FieldPath, affinity: Fields | undefined): readonly FieldError[] {
  return [
    ...list(affinity, REQUIRED).flatMap((term, index) => validatePodTerm([...path, REQUIRED, index], term)),
    ...list(affinity, PREFERRED).flatMap((term, index) => {
      const at = [...path, PREFERRED, index];
      return [
        ...validateWeight(at, term),
        ...validatePodTerm([...at, "podAffinityTerm"], child(term, "podAffinityTerm") ?? {}),
      ];
    }),
  ];
}

/** @see `validateAffinity` in the same file */
export function validateAffinity(path: FieldPath, spec: Fields): readonly FieldError[] {
  const affinity = child(spec, "affinity");
  if (affinity === undefined) return [];
  const node = child(affinity, "nodeAffinity");
  return [
    ...(node === undefined ? [] : validateNodeAffinity([...path, "nodeAffinity"], node)),
    ...validatePodAffinity([...path, "podAffinity"], child(affinity, "podAffinity")),
    ...validatePodAffinity([...path, "podAntiAffinity"], child(affinity, "podAntiAffinity")),
  ];
}
