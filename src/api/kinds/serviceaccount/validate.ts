import type { FieldError } from "../../field-error.ts";
import type { KubeObject } from "../../object.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

const ENFORCE = "kubernetes.io/enforce-mountable-secrets";

/** What is wrong with a new ServiceAccount: nothing but its metadata can be. */
export function validateServiceAccount(object: KubeObject): readonly FieldError[] {
  return validateMetadata(object.metadata);
}

export function validateServiceAccountUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateMetadata(object.metadata)];
}

/** @see pkg/registry/core/serviceaccount/strategy.go, `warnIfHasEnforceMountableSecretsAnnotation` (1.36) */
export function serviceAccountWarnings(object: KubeObject, old: KubeObject | undefined): readonly string[] {
  const isSet = (one: KubeObject | undefined): boolean => Object.hasOwn(one?.metadata.annotations ?? {}, ENFORCE);
  if (!isSet(object) || isSet(old)) return [];
  const advice = "prefer separate namespaces to isolate access to mounted secrets";
  return [`metadata.annotations[${ENFORCE}]: deprecated in v1.32+; ${advice}`];
}
