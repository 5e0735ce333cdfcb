import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, type FieldError } from "../../field-error.ts";
import { nameIsPathSegment } from "../../names.ts";
import { child, fieldsFrom, has, optionalText, type Fields } from "../../validation/fields.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateAtMost100Percent, validateIntOrPercent, type IntOrPercent } from "../../validation/numbers.ts";
import type { PodDisruptionBudget } from "./types.ts";

const RULES: MetadataRules = { namespaced: true, name: nameIsPathSegment, finalizers: "qualified" };
const SPEC: FieldPath = ["spec"];
const EVICTION_POLICIES = ["AlwaysAllow", "IfHealthyBudget"];

const BUDGET: GoStruct = [
  ["MinAvailable", "pointer"],
  ["Selector", "selector"],
  ["MaxUnavailable", "pointer"],
  ["UnhealthyPodEvictionPolicy", "pointer"],
];

function validateAmount(spec: Fields, name: string): readonly FieldError[] {
  if (!has(spec, name)) return [];
  const value = spec[name] as IntOrPercent;
  return [...validateIntOrPercent([...SPEC, name], value), ...validateAtMost100Percent([...SPEC, name], value)];
}

/** @see pkg/apis/policy/validation/validation.go, `ValidatePodDisruptionBudgetSpec` (1.36) */
function validateSpec(spec: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (has(spec, "minAvailable") && has(spec, "maxUnavailable")) {
    const detail = "minAvailable and maxUnavailable cannot be both set";
    errors.push(invalid(SPEC, printedStruct(spec, BUDGET), detail));
  }
  errors.push(...validateAmount(spec, "minAvailable"), ...validateAmount(spec, "maxUnavailable"));
  errors.push(...validateLabelSelector([...SPEC, "selector"], child(spec, "selector")));
  const policy = optionalText(spec, "unhealthyPodEvictionPolicy");
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy))
    errors.push(notSupported([...SPEC, "unhealthyPodEvictionPolicy"], policy, EVICTION_POLICIES));
  return errors;
}

/** What is wrong with a new PodDisruptionBudget. Upstream looks at its metadata only when the spec is right. */
export function validatePodDisruptionBudget(object: PodDisruptionBudget): readonly FieldError[] {
  const errors = validateSpec(fieldsFrom(object.spec ?? {}));
  return errors.length > 0 ? errors : validateMetadata(object.metadata, RULES);
}

/** What is wrong with a change to a PodDisruptionBudget. */
export function validatePodDisruptionBudgetUpdate(
  object: PodDisruptionBudget,
  old: PodDisruptionBudget,
): readonly FieldError[] {
  const errors = validateMetadataUpdate(object.metadata, old.metadata, RULES.finalizers);
  return object.spec === old.spec ? errors : [...errors, ...validateSpec(fieldsFrom(object.spec ?? {}))];
}
