import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsPathSegment, nameIsSubdomain, pathSegmentFlaws } from "../../names.ts";
import { child, fieldsFrom, list, text, type Fields } from "../../validation/fields.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { RBAC_GROUP, type RoleBinding } from "./defaults.ts";

const ROLE_REFERENCE: GoStruct = [
  ["APIGroup", "text", "apiGroup"],
  ["Kind", "text"],
  ["Name", "text"],
];

const isNamespaced = ({ kind }: RoleBinding): boolean => kind === "RoleBinding";

function validateGroup(path: FieldPath, owner: Fields, group: string): readonly FieldError[] {
  const given = text(owner, "apiGroup");
  return given === group ? [] : [notSupported([...path, "apiGroup"], given, [group])];
}

function validateAccount(path: FieldPath, subject: Fields, namespaced: boolean): readonly FieldError[] {
  const name = text(subject, "name");
  return [
    ...(name === "" ? [] : invalidEach([...path, "name"], name, nameIsSubdomain(name, false))),
    ...validateGroup(path, subject, ""),
    ...(namespaced || text(subject, "namespace") !== "" ? [] : [required([...path, "namespace"])]),
  ];
}

/** @see pkg/apis/rbac/validation/validation.go, `ValidateRoleBindingSubject` (1.36); likewise those below */
function validateSubject(path: FieldPath, subject: Fields, namespaced: boolean): readonly FieldError[] {
  const kind = text(subject, "kind");
  const isNameless = text(subject, "name") === "";
  const errors: FieldError[] = isNameless ? [required([...path, "name"])] : [];
  switch (kind) {
    case "ServiceAccount":
      return [...errors, ...validateAccount(path, subject, namespaced)];
    case "User":
    case "Group":
      if (isNameless) errors.push(invalid([...path, "name"], "", `${kind.toLowerCase()} name cannot be empty`));
      return [...errors, ...validateGroup(path, subject, RBAC_GROUP)];
    default:
      return [...errors, notSupported([...path, "kind"], kind, ["ServiceAccount", "User", "Group"])];
  }
}

function validateReference(reference: Fields, kinds: readonly string[]): readonly FieldError[] {
  const [kind, name] = [text(reference, "kind"), text(reference, "name")];
  return [
    ...validateGroup(["roleRef"], reference, RBAC_GROUP),
    ...(kinds.includes(kind) ? [] : [notSupported(["roleRef", "kind"], kind, kinds)]),
    ...(name === "" ? [required(["roleRef", "name"])] : invalidEach(["roleRef", "name"], name, pathSegmentFlaws(name))),
  ];
}

/** What is wrong with a new RoleBinding or ClusterRoleBinding, in upstream's order. */
export function validateRoleBinding(object: RoleBinding): readonly FieldError[] {
  const binding = fieldsFrom(object);
  const namespaced = isNamespaced(object);
  return [
    ...validateMetadata(object.metadata, { namespaced, name: nameIsPathSegment }),
    ...validateReference(child(binding, "roleRef") ?? {}, namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]),
    ...list(binding, "subjects").flatMap((subject, index) => validateSubject(["subjects", index], subject, namespaced)),
  ];
}

/** A binding stays with its role. */
export function validateRoleBindingUpdate(object: RoleBinding, old: RoleBinding): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata), ...validateRoleBinding(object)];
  if (sameJson(object.roleRef, old.roleRef)) return errors;
  const printed = printedStruct(fieldsFrom(object.roleRef), ROLE_REFERENCE);
  return [...errors, invalid(["roleRef"], printed, "cannot change roleRef")];
}
