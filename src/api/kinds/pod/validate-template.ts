import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, type FieldError } from "../../field-error.ts";
import { selects } from "../../selector.ts";
import { child, has, list, optionalText, type Fields } from "../../validation/fields.ts";
import { validateLabels } from "../../validation/labels.ts";
import { validateAnnotations } from "../../validation/metadata.ts";
import { validatePodAnnotations, validateProfilesAgree } from "./validate-annotations.ts";
import { validatePodSpec, type PodSpecOptions } from "./validate-spec.ts";

/** The labels and annotations of a template. Their paths leave out `metadata`, as upstream's do. */
export function validateTemplateMetadata(path: FieldPath, template: Fields): readonly FieldError[] {
  const metadata = child(template, "metadata");
  return [
    ...validateLabels([...path, "labels"], metadata, "labels"),
    ...validateAnnotations([...path, "annotations"], metadata),
    ...validatePodAnnotations([...path, "annotations"], metadata, child(template, "spec") ?? {}),
  ];
}

/** @see pkg/apis/core/validation/validation.go, `ValidatePodTemplateSpec` (1.36) */
export function validatePodTemplate(
  path: FieldPath,
  template: Fields,
  options: PodSpecOptions = {},
): readonly FieldError[] {
  const metadata = child(template, "metadata");
  const spec = child(template, "spec") ?? {};
  const at = [...path, "spec"];
  const ephemeral = list(spec, "ephemeralContainers").length > 0;
  return [
    ...validateTemplateMetadata(path, template),
    ...validatePodSpec(at, spec, options),
    ...validateProfilesAgree(at, metadata, spec),
    ...(ephemeral
      ? [forbiddenField([...at, "ephemeralContainers"], "ephemeral containers not allowed in pod template")]
      : []),
  ];
}

/** A template of pods that are always restarted and have no deadline. `kind` is the kind that the error names. */
export function validateAlwaysRestarted(path: FieldPath, template: Fields, kind: string): readonly FieldError[] {
  const spec = child(template, "spec");
  const errors: FieldError[] = [];
  const policy = optionalText(spec, "restartPolicy") ?? "Always";
  if (policy !== "Always") errors.push(notSupported([...path, "spec", "restartPolicy"], policy, ["Always"]));
  if (has(spec, "activeDeadlineSeconds"))
    errors.push(
      forbiddenField([...path, "spec", "activeDeadlineSeconds"], `activeDeadlineSeconds in ${kind} is not Supported`),
    );
  return errors;
}

/** Whether the labels of a template are those that its owner looks for. An absent selector matches nothing. */
export function validateTemplateLabels(
  path: FieldPath,
  template: Fields,
  selector: Fields | undefined,
): readonly FieldError[] {
  const labels = child(child(template, "metadata"), "labels");
  if (selects(selector, labels as Readonly<Record<string, string>> | undefined)) return [];
  const detail = "`selector` does not match template `labels`";
  return [invalid([...path, "metadata", "labels"], labels ?? null, detail)];
}
