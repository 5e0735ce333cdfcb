import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, named, notSupported, required, type FieldError } from "../../field-error.ts";
import { labelValueFlaws } from "../../names.ts";
import { child, has, list, number, optionalNumber, optionalText, text, type Fields } from "../../validation/fields.ts";
import { validateLabelSelector, validateQualifiedName } from "../../validation/labels.ts";
import { validateMatchKeys } from "./match-keys.ts";

export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function validateOperator(path: FieldPath, toleration: Fields): readonly FieldError[] {
  const operator = text(toleration, "operator");
  const value = text(toleration, "value");
  switch (operator) {
    case "":
    case "Equal": {
      const flaws = labelValueFlaws(value);
      return flaws.length === 0 ? [] : [invalid(path, value, flaws.join(";"))];
    }
    case "Exists":
      if (value === "") return [];
      return [invalid(path, value, "value must be empty when `operator` is 'Exists'")];
    case "Lt":
    case "Gt":
      return [notSupported(path, operator, ["Equal", "Exists", "Lt", "Gt"])];
    default:
      return [notSupported(path, operator, ["Equal", "Exists"])];
  }
}

/** @see pkg/apis/core/validation/validation.go, `ValidateTolerations` (1.36) */
export function validateTolerations(path: FieldPath, tolerations: readonly Fields[]): readonly FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const errors: FieldError[] = [];
    const at = [...path, index];
    const key = text(toleration, "key");
    const operator = text(toleration, "operator");
    const effect = text(toleration, "effect");
    if (key !== "") errors.push(...validateQualifiedName([...at, "key"], key));
    else if (operator !== "Exists") {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid([...at, "operator"], named(operator), detail));
    }
    if (has(toleration, "tolerationSeconds") && effect !== "NoExecute") {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(invalid([...at, "effect"], named(effect), detail));
    }
    errors.push(...validateOperator([...at, "operator"], toleration));
    if (effect !== "" && !TAINT_EFFECTS.includes(effect))
      errors.push(notSupported([...at, "effect"], effect, TAINT_EFFECTS));
    return errors;
  });
}

const ACTIONS = ["DoNotSchedule", "ScheduleAnyway"];

function validateMinDomains(path: FieldPath, constraint: Fields, action: string): readonly FieldError[] {
  const minDomains = optionalNumber(constraint, "minDomains");
  if (minDomains === undefined) return [];
  const errors: FieldError[] = [];
  if (minDomains <= 0) errors.push(invalid(path, minDomains, "must be greater than zero"));
  if (action !== "DoNotSchedule") {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
    errors.push(invalid(path, minDomains, detail));
  }
  return errors;
}

function validatePolicy(path: FieldPath, constraint: Fields, name: string): readonly FieldError[] {
  const policy = optionalText(constraint, name);
  const known = policy === undefined || policy === "Honor" || policy === "Ignore";
  return known ? [] : [notSupported([...path, name], policy, ["Honor", "Ignore"])];
}

/** What tells one constraint from another. */
function pairOf(constraint: Fields): string {
  return `{${text(constraint, "topologyKey")}, ${text(constraint, "whenUnsatisfiable")}}`;
}

/** @see `validateTopologySpreadConstraints` in the same file */
export function validateSpreadConstraints(path: FieldPath, spec: Fields): readonly FieldError[] {
  const constraints = list(spec, "topologySpreadConstraints");
  return constraints.flatMap((constraint, index) => {
    const at = [...path, index];
    const errors: FieldError[] = [];
    const maxSkew = number(constraint, "maxSkew");
    const action = text(constraint, "whenUnsatisfiable");
    if (maxSkew <= 0) errors.push(invalid([...at, "maxSkew"], maxSkew, "must be greater than zero"));
    if (text(constraint, "topologyKey") === "") errors.push(required([...at, "topologyKey"], "can not be empty"));
    if (!ACTIONS.includes(action)) errors.push(notSupported([...at, "whenUnsatisfiable"], action, ACTIONS));
    if (constraints.slice(index + 1).some((other) => pairOf(other) === pairOf(constraint)))
      errors.push(duplicate([...at, "{topologyKey, whenUnsatisfiable}"], pairOf(constraint)));
    errors.push(...validateMinDomains([...at, "minDomains"], constraint, action));
    errors.push(...validatePolicy(at, constraint, "nodeAffinityPolicy"));
    errors.push(...validatePolicy(at, constraint, "nodeTaintsPolicy"));
    errors.push(...validateMatchKeys(at, constraint));
    errors.push(...validateLabelSelector([...at, "labelSelector"], child(constraint, "labelSelector")));
    return errors;
  });
}

/** @see `validateReadinessGates` in the same file */
export function validateReadinessGates(path: FieldPath, spec: Fields): readonly FieldError[] {
  return list(spec, "readinessGates").flatMap((gate, index) =>
    validateQualifiedName([...path, index, "conditionType"], text(gate, "conditionType")),
  );
}

/** @see `validateSchedulingGates` in the same file */
export function validateSchedulingGates(path: FieldPath, spec: Fields): readonly FieldError[] {
  const seen = new Set<string>();
  return list(spec, "schedulingGates").flatMap((gate, index) => {
    const name = text(gate, "name");
    const errors = [...validateQualifiedName([...path, index], name)];
    if (seen.has(name)) errors.push(duplicate([...path, index], name));
    seen.add(name);
    return errors;
  });
}
