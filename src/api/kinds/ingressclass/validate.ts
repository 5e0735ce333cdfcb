import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, notSupportedText, required, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength, nameIsLabel, nameIsSubdomain } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { validateDomainPath } from "../../validation/domain-path.ts";
import { child, fieldsFrom, optionalText, text, type Fields } from "../../validation/fields.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import { validateLocalReference } from "../ingress/validate-backend.ts";

/** @see staging/src/k8s.io/api/networking/v1/types.go, `IngressClass` (1.36) */
export interface IngressClass extends KubeObject {
  readonly spec?: { readonly controller?: string; readonly parameters?: { readonly scope?: string } };
}

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };
const CONTROLLER: FieldPath = ["spec", "controller"];
const MAX_CONTROLLER = 250;
const SCOPES = ["Cluster", "Namespace"];

/** What is configured is in a namespace, or in none, as its scope says. */
function validateNamespace(path: FieldPath, parameters: Fields, scope: string): readonly FieldError[] {
  const namespace = optionalText(parameters, "namespace");
  const detail = `\`parameters.scope\` is set to '${scope}'`;
  if (scope === "Cluster") return namespace === undefined ? [] : [forbiddenField(path, detail)];
  return namespace === undefined
    ? [required(path, detail)]
    : invalidEach(path, namespace, nameIsLabel(namespace, false));
}

/** @see pkg/apis/networking/validation/validation.go, `validateIngressClassParametersReference` (1.36) */
function validateParameters(path: FieldPath, parameters: Fields | undefined): readonly FieldError[] {
  if (parameters === undefined) return [];
  const scope = optionalText(parameters, "scope") ?? "Cluster";
  return [
    ...validateLocalReference(path, parameters),
    ...(SCOPES.includes(scope)
      ? validateNamespace([...path, "namespace"], parameters, scope)
      : [notSupportedText([...path, "scope"], scope, SCOPES)]),
  ];
}

/** @see `validateIngressClassSpec` in the same file */
function validateSpec({ spec = {} }: IngressClass): readonly FieldError[] {
  const fields = fieldsFrom(spec);
  const controller = text(fields, "controller");
  return [
    ...(byteLength(controller) > MAX_CONTROLLER ? [tooLong(CONTROLLER, MAX_CONTROLLER)] : []),
    ...validateDomainPath(CONTROLLER, controller),
    ...validateParameters(["spec", "parameters"], child(fields, "parameters")),
  ];
}

/** What is wrong with a new IngressClass, in upstream's order. */
export function validateIngressClass(object: IngressClass): readonly FieldError[] {
  return [...validateMetadata(object.metadata, RULES), ...validateSpec(object)];
}

/** Its controller stays. */
export function validateIngressClassUpdate(object: IngressClass, old: IngressClass): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateImmutable(CONTROLLER, object.spec?.controller ?? "", old.spec?.controller ?? ""),
    ...validateSpec(object),
  ];
}
