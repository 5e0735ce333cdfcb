import type { FieldPath } from "../../../base/field-path.ts";
import { required, type FieldError } from "../../field-error.ts";
import { child, fieldsFrom, optionalNumber, textMap, type Fields } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import { validateAlwaysRestarted, validatePodTemplate, validateTemplateLabels } from "../pod/validate-template.ts";
import type { ReplicationController } from "./defaults.ts";

const SPEC: FieldPath = ["spec"];
const TEMPLATE: FieldPath = [...SPEC, "template"];

/** @see pkg/apis/core/validation/validation.go, `ValidatePodTemplateSpecForRC` (1.36) */
function validateTemplate(spec: Fields): readonly FieldError[] {
  const template = child(spec, "template");
  if (template === undefined) return [required(TEMPLATE)];
  const selector = child(spec, "selector");
  const selectsAny = textMap(spec, "selector").length === 0;
  return [
    ...(selectsAny ? [] : validateTemplateLabels(TEMPLATE, template, { matchLabels: selector })),
    ...validatePodTemplate(TEMPLATE, template),
    ...validateAlwaysRestarted(TEMPLATE, template, "ReplicationController"),
  ];
}

/** @see `ValidateReplicationControllerSpec` in the same file */
function validateSpec(object: ReplicationController): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...(textMap(spec, "selector").length === 0 ? [required([...SPEC, "selector"])] : []),
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateTemplate(spec),
  ];
}

/** What is wrong with a new ReplicationController, in upstream's order. */
export function validateReplicationController(object: ReplicationController): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateSpec(object)];
}

export function validateReplicationControllerUpdate(
  object: ReplicationController,
  old: ReplicationController,
): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateSpec(object)];
}
