import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, fieldsFrom, optionalNumber, optionalText, type Fields } from "../../validation/fields.ts";
import { printedSelector, printedStruct } from "../../validation/go-value.ts";
import { isEmptySelector, validateLabelSelector } from "../../validation/labels.ts";
import {
  intOrPercentNumber,
  validateAtMost100Percent,
  validateIntOrPercent,
  validateNonNegative,
  type IntOrPercent,
} from "../../validation/numbers.ts";
import { ROLLING_STRATEGY } from "../../validation/workload.ts";
import { validateAlwaysRestarted, validatePodTemplate, validateTemplateLabels } from "../pod/validate-template.ts";
import { podWarnings } from "../pod/warnings.ts";
import type { DaemonSet } from "./types.ts";

const SPEC: FieldPath = ["spec"];

function validateRolling(path: FieldPath, rolling: Fields): readonly FieldError[] {
  const unavailable = (rolling["maxUnavailable"] ?? 1) as IntOrPercent;
  const surge = (rolling["maxSurge"] ?? 0) as IntOrPercent;
  const [first, second]: [FieldPath, FieldPath] = [
    [...path, "maxUnavailable"],
    [...path, "maxSurge"],
  ];
  const errors = [
    ...validateIntOrPercent(first, unavailable),
    ...validateIntOrPercent(second, surge),
    ...validateAtMost100Percent(first, unavailable),
    ...validateAtMost100Percent(second, surge),
  ];
  const [some, more] = [intOrPercentNumber(unavailable) !== 0, intOrPercentNumber(surge) !== 0];
  if (some && more) errors.push(invalid(second, surge, "may not be set when maxUnavailable is non-zero"));
  if (!some && !more) errors.push(required(first, "cannot be 0 when maxSurge is 0"));
  return errors;
}

function validateStrategy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const strategy = child(spec, "updateStrategy") ?? {};
  switch (optionalText(strategy, "type") ?? "RollingUpdate") {
    case "OnDelete":
      return [];
    case "RollingUpdate":
      return validateRolling([...path, "rollingUpdate"], child(strategy, "rollingUpdate") ?? {});
    default:
      return [notSupported(path, printedStruct(strategy, ROLLING_STRATEGY), ["RollingUpdate", "OnDelete"])];
  }
}

function validateSelector(path: FieldPath, template: Fields, selector: Fields | undefined): readonly FieldError[] {
  const errors = [...validateLabelSelector(path, selector)];
  if (errors.length === 0) errors.push(...validateTemplateLabels([...SPEC, "template"], template, selector));
  if (selector !== undefined && isEmptySelector(selector))
    errors.push(invalid(path, printedSelector(selector), "empty selector is invalid for daemonset"));
  return errors;
}

/** @see pkg/apis/apps/validation/validation.go, `ValidateDaemonSetSpec` (1.36) */
export function validateDaemonSetSpec(spec: Fields): readonly FieldError[] {
  const template = child(spec, "template") ?? {};
  const at = [...SPEC, "template"];
  return [
    ...validateSelector([...SPEC, "selector"], template, child(spec, "selector")),
    ...validatePodTemplate(at, template),
    ...validateAlwaysRestarted(at, template, "DaemonSet"),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateStrategy([...SPEC, "updateStrategy"], spec),
    ...validateNonNegative([...SPEC, "revisionHistoryLimit"], optionalNumber(spec, "revisionHistoryLimit")),
  ];
}

/** What the server accepts and complains about, of the template alone. */
export function daemonSetWarnings(object: DaemonSet): readonly string[] {
  return podWarnings([...SPEC, "template"], child(fieldsFrom(object.spec ?? {}), "template"));
}
