import { sameJson } from "../../../base/json.ts";
import type { FieldPath } from "../../../base/field-path.ts";
import { rewritten } from "../../defaulting.ts";
import type { FieldError } from "../../field-error.ts";
import type { KubeObject } from "../../object.ts";
import { firstGeneration, nextGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { child, fieldsFrom } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import { allowedTemplate } from "../pod/template-strategy.ts";
import type { PodTemplateSpec } from "../pod/types.ts";
import { validatePodTemplate } from "../pod/validate-template.ts";
import { podWarnings } from "../pod/warnings.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `PodTemplate` (1.36) */
interface PodTemplate extends KubeObject {
  readonly template?: PodTemplateSpec;
}

const TEMPLATE: FieldPath = ["template"];

const allowed = (object: PodTemplate): PodTemplate => rewritten(object, "template", allowedTemplate);
const templateFlaws = (object: PodTemplate): readonly FieldError[] =>
  validatePodTemplate(TEMPLATE, child(fieldsFrom(object), "template") ?? {});

function warnings(object: PodTemplate, old: PodTemplate | undefined): readonly string[] {
  if (old !== undefined && object.metadata.generation === old.metadata.generation) return [];
  return podWarnings(TEMPLATE, child(fieldsFrom(object), "template"));
}

/** @see pkg/registry/core/podtemplate/strategy.go; `ValidatePodTemplate` in pkg/apis/core/validation/validation.go (1.36) */
export const podTemplateStrategy: KindStrategy<PodTemplate> = {
  defaults: (object) => rewritten(object, "template", podTemplateDefaults),
  prepareForCreate: (object) => firstGeneration(allowed(object)),
  prepareForUpdate: (object, old) => {
    const next = allowed(object);
    return nextGeneration(next, old, !sameJson(next.template, old.template));
  },
  validate: (object) => [...validateMetadata(object.metadata), ...templateFlaws(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object.metadata, old.metadata), ...templateFlaws(object)],
  warnings,
};
