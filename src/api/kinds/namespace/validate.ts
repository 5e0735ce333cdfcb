import { invalid, type FieldError } from "../../field-error.ts";
import { nameIsLabel } from "../../names.ts";
import { invalidEach, validateQualifiedName } from "../../validation/labels.ts";
import {
  finalizerFlaws,
  validateMetadata,
  validateMetadataUpdate,
  type MetadataRules,
} from "../../validation/metadata.ts";
import type { Namespace } from "./types.ts";

const RULES: MetadataRules = { namespaced: false, name: nameIsLabel };
const SECURITY_LABEL = "pod-security.kubernetes.io/";
const LEVELS = ["privileged", "baseline", "restricted"];

function validateSecurityLabel(
  key: string,
  value: string | undefined,
  isValid: boolean,
  detail: string,
): readonly FieldError[] {
  return value === undefined || isValid ? [] : [invalid(["metadata", "labels", { key }], value, detail)];
}

/** @see staging/src/k8s.io/pod-security-admission/api/helpers.go, `PolicyToEvaluate` (1.36) */
function validateSecurityLabels(object: Namespace): readonly FieldError[] {
  const labels = object.metadata.labels ?? {};
  return ["enforce", "audit", "warn"].flatMap((mode) => {
    const level = `${SECURITY_LABEL}${mode}`;
    const version = `${level}-version`;
    const versionIsValid = /^(latest|v1\.(0|[1-9][0-9]*))$/.test(labels[version] ?? "");
    return [
      ...validateSecurityLabel(
        level,
        labels[level],
        LEVELS.includes(labels[level] ?? ""),
        `must be one of ${LEVELS.join(", ")}`,
      ),
      ...validateSecurityLabel(version, labels[version], versionIsValid, 'must be "latest" or "v1.x"'),
    ];
  });
}

/** What is wrong with a new Namespace. Admission looks at the labels of pod security when all else is right. */
export function validateNamespace(object: Namespace): readonly FieldError[] {
  const errors = [
    ...validateMetadata(object.metadata, RULES),
    ...(object.spec?.finalizers ?? []).flatMap((name) => [
      ...validateQualifiedName(["spec", "finalizers"], name),
      ...invalidEach(["spec", "finalizers"], name, finalizerFlaws(name)),
    ]),
  ];
  return errors.length > 0 ? errors : validateSecurityLabels(object);
}

export function validateNamespaceUpdate(object: Namespace, old: Namespace): readonly FieldError[] {
  const errors = validateMetadataUpdate(object.metadata, old.metadata);
  return errors.length > 0 || object.metadata.labels === old.metadata.labels ? errors : validateSecurityLabels(object);
}
