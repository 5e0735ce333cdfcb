import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, type FieldError } from "../../field-error.ts";
import { child, number, optionalNumber, optionalText, type Fields } from "../../validation/fields.ts";
import { printedStruct } from "../../validation/go-value.ts";
import {
  intOrPercentNumber,
  validateAtMost100Percent,
  validateIntOrPercent,
  validateNonNegative,
  type IntOrPercent,
} from "../../validation/numbers.ts";
import { isUsableSelector, ROLLING_STRATEGY, validateWorkloadSelector } from "../../validation/workload.ts";
import { validateReplicaTemplate } from "../replicaset/validate-template.ts";

const SPEC: FieldPath = ["spec"];

function validateRolling(path: FieldPath, rolling: Fields): readonly FieldError[] {
  const unavailable = (rolling["maxUnavailable"] ?? 0) as IntOrPercent;
  const surge = (rolling["maxSurge"] ?? 0) as IntOrPercent;
  const at = [...path, "maxUnavailable"];
  const errors = [...validateIntOrPercent(at, unavailable), ...validateIntOrPercent([...path, "maxSurge"], surge)];
  if (intOrPercentNumber(unavailable) === 0 && intOrPercentNumber(surge) === 0)
    errors.push(invalid(at, unavailable, "may not be 0 when `maxSurge` is 0"));
  return [...errors, ...validateAtMost100Percent(at, unavailable)];
}

function validateStrategy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const strategy = child(spec, "strategy") ?? {};
  const rolling = child(strategy, "rollingUpdate");
  switch (optionalText(strategy, "type") ?? "RollingUpdate") {
    case "Recreate":
      if (rolling === undefined) return [];
      return [forbiddenField([...path, "rollingUpdate"], "may not be specified when strategy `type` is 'Recreate'")];
    case "RollingUpdate":
      return validateRolling([...path, "rollingUpdate"], rolling ?? { maxUnavailable: "25%", maxSurge: "25%" });
    default:
      return [notSupported(path, printedStruct(strategy, ROLLING_STRATEGY), ["Recreate", "RollingUpdate"])];
  }
}

function validateDeadline(path: FieldPath, spec: Fields): readonly FieldError[] {
  const seconds = optionalNumber(spec, "progressDeadlineSeconds");
  if (seconds === undefined) return [];
  const errors = [...validateNonNegative(path, seconds)];
  if (seconds <= number(spec, "minReadySeconds"))
    errors.push(invalid(path, seconds, "must be greater than minReadySeconds"));
  return errors;
}

/** @see pkg/apis/apps/validation/validation.go, `ValidateDeploymentSpec` (1.36) */
export function validateDeploymentSpec(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  const template = isUsableSelector(selector) ? validateReplicaTemplate([...SPEC, "template"], spec) : [];
  return [
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateWorkloadSelector([...SPEC, "selector"], selector),
    ...template,
    ...validateStrategy([...SPEC, "strategy"], spec),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateNonNegative([...SPEC, "revisionHistoryLimit"], optionalNumber(spec, "revisionHistoryLimit")),
    ...validateDeadline([...SPEC, "progressDeadlineSeconds"], spec),
  ];
}
