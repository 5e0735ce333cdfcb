import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, type FieldError } from "../../field-error.ts";
import { child, fieldsFrom, has, list, text, type Fields } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { Pod } from "./types.ts";
import {
  MIRROR,
  validateAnnotationChanges,
  validatePodAnnotations,
  validateProfilesAgree,
} from "./validate-annotations.ts";
import { validateImageOfPod } from "./validate-containers.ts";
import { validatePodSpec } from "./validate-spec.ts";
import { validatePodSpecChange } from "./validate-update.ts";
import { podNameWarnings, podWarnings as warningsOf } from "./warnings.ts";

const SPEC: FieldPath = ["spec"];
const ANNOTATIONS: FieldPath = ["metadata", "annotations"];

function validateImages(spec: Fields): readonly FieldError[] {
  return ["containers", "initContainers"].flatMap((name) =>
    list(spec, name).flatMap((container, index) => validateImageOfPod([...SPEC, name, index], container)),
  );
}

function annotationsOf(pod: Pod): Fields | undefined {
  return child(fieldsFrom(pod.metadata), "annotations");
}

function validatePodMetadata(pod: Pod): readonly FieldError[] {
  const spec = fieldsFrom(pod.spec ?? {});
  return [...validateMetadata(pod.metadata), ...validatePodAnnotations(ANNOTATIONS, fieldsFrom(pod.metadata), spec)];
}

/**
 * What creates and updates have in common. That a token needs a service account is left out: the admission of service
 * accounts, which clusters have, names one before a pod is validated. @see `validatePodMetadataAndSpec` in the file below
 */
function validatePodParts(pod: Pod): readonly FieldError[] {
  const spec = fieldsFrom(pod.spec ?? {});
  return [
    ...validatePodMetadata(pod),
    ...validatePodSpec(SPEC, spec, { podName: pod.metadata.name ?? "", isMirror: has(annotationsOf(pod), MIRROR) }),
    ...validateImages(spec),
  ];
}

/**
 * What is wrong with a new pod, in upstream's order.
 * @see pkg/apis/core/validation/validation.go, `ValidatePodCreate` (1.36)
 */
export function validatePod(pod: Pod): readonly FieldError[] {
  const spec = fieldsFrom(pod.spec ?? {});
  const errors = [...validatePodParts(pod)];
  if (list(spec, "ephemeralContainers").length > 0)
    errors.push(forbiddenField([...SPEC, "ephemeralContainers"], "cannot be set on create"));
  if (text(spec, "nodeName") !== "" && list(spec, "schedulingGates").length > 0)
    errors.push(forbiddenField([...SPEC, "nodeName"], "cannot be set until all schedulingGates have been cleared"));
  return [...errors, ...validateProfilesAgree(SPEC, fieldsFrom(pod.metadata), spec)];
}

const NAMES = ["generateName", "labels", "annotations", "ownerReferences", "finalizers"] as const;

/** Whether all of the metadata that may become wrong is the valid old object's very own. */
function sharesNames(metadata: Pod["metadata"], old: Pod["metadata"]): boolean {
  return NAMES.every((name) => metadata[name] === old[name]);
}

/** @see `ValidatePodUpdate` in the same file */
export function validatePodUpdate(pod: Pod, old: Pod): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(pod.metadata, old.metadata)];
  if (pod.spec === old.spec && sharesNames(pod.metadata, old.metadata)) return errors;
  errors.push(...(pod.spec === old.spec ? validatePodMetadata(pod) : validatePodParts(pod)));
  errors.push(...validateAnnotationChanges(ANNOTATIONS, fieldsFrom(pod.metadata), fieldsFrom(old.metadata)));
  if (pod.spec === old.spec) return errors;
  return [...errors, ...validatePodSpecChange(fieldsFrom(pod.spec), fieldsFrom(old.spec))];
}

/** Those of a new pod; updates are mostly those of programs. @see pkg/registry/core/pod/strategy.go, `WarningsOnCreate` (1.36) */
export function podWarnings(pod: Pod, old: Pod | undefined): readonly string[] {
  if (old !== undefined) return [];
  return [...podNameWarnings(pod.metadata.name ?? ""), ...warningsOf([], fieldsFrom(pod))];
}
