import type { FieldPath } from "../../../base/field-path.ts";
import type { FieldError } from "../../field-error.ts";
import { child, type Fields } from "../../validation/fields.ts";
import { isEmptySelector } from "../../validation/labels.ts";
import { validateAlwaysRestarted, validatePodTemplate, validateTemplateLabels } from "../pod/validate-template.ts";

/**
 * The template in the spec of a ReplicaSet or Deployment whose selector can be used.
 * @see pkg/apis/apps/validation/validation.go, `ValidatePodTemplateSpecForReplicaSet` (1.36)
 */
export function validateReplicaTemplate(path: FieldPath, spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  const template = child(spec, "template") ?? {};
  const matchesAll = selector !== undefined && isEmptySelector(selector);
  return [
    ...(matchesAll ? [] : validateTemplateLabels(path, template, selector)),
    ...validatePodTemplate(path, template),
    ...validateAlwaysRestarted(path, template, "ReplicaSet"),
  ];
}
