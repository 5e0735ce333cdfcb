import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, has, list, number, optionalNumber, optionalText, text, type Fields } from "../../validation/fields.ts";

const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;
const SELECT_POLICIES = ["Disabled", "Max", "Min"];
const POLICY_TYPES = ["Percent", "Pods"];

function validateWindow(path: FieldPath, rules: Fields): readonly FieldError[] {
  const seconds = optionalNumber(rules, "stabilizationWindowSeconds");
  if (seconds === undefined) return [];
  if (seconds < 0) return [invalid(path, seconds, "must be greater than or equal to zero")];
  return seconds > MAX_WINDOW_SECONDS
    ? [invalid(path, seconds, `must be less than or equal to ${MAX_WINDOW_SECONDS}`)]
    : [];
}

function validatePolicy(path: FieldPath, policy: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type = text(policy, "type");
  const value = number(policy, "value");
  const period = number(policy, "periodSeconds");
  if (!POLICY_TYPES.includes(type)) errors.push(notSupported([...path, "type"], type, POLICY_TYPES));
  if (value <= 0) errors.push(invalid([...path, "value"], value, "must be greater than zero"));
  if (period <= 0) errors.push(invalid([...path, "periodSeconds"], period, "must be greater than zero"));
  if (period > MAX_PERIOD_SECONDS)
    errors.push(invalid([...path, "periodSeconds"], period, `must be less than or equal to ${MAX_PERIOD_SECONDS}`));
  return errors;
}

function validateTolerance(path: FieldPath, rules: Fields): readonly FieldError[] {
  if (!has(rules, "tolerance") || !String(rules["tolerance"]).startsWith("-")) return [];
  return [invalid(path, String(rules["tolerance"]), "must be greater than or equal to 0")];
}

/** @see pkg/apis/autoscaling/validation/validation.go, `validateScalingRules` (1.36) */
function validateRules(path: FieldPath, rules: Fields): readonly FieldError[] {
  const errors = [...validateWindow([...path, "stabilizationWindowSeconds"], rules)];
  const select = optionalText(rules, "selectPolicy");
  if (select !== undefined && !SELECT_POLICIES.includes(select))
    errors.push(notSupported([...path, "selectPolicy"], select, SELECT_POLICIES));
  const policies = list(rules, "policies");
  if (Array.isArray(rules["policies"]) && policies.length === 0)
    errors.push(required([...path, "policies"], "must specify at least one Policy"));
  errors.push(...policies.flatMap((policy, index) => [...validatePolicy([...path, "policies", index], policy)]));
  return [...errors, ...validateTolerance([...path, "tolerance"], rules)];
}

/** How fast an autoscaler may move. @see `validateBehavior` in the same file */
export function validateBehavior(path: FieldPath, behavior: Fields | undefined): readonly FieldError[] {
  return ["scaleUp", "scaleDown"].flatMap((name) => {
    const rules = child(behavior, name);
    return rules === undefined ? [] : validateRules([...path, name], rules);
  });
}
