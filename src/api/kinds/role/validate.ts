import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { nameIsPathSegment } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { child, fieldsFrom, list, texts, type Fields } from "../../validation/fields.ts";
import { validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

/** The rules of a role are checked the same in all namespaces and in one, but for URLs that no namespace has. */
const isNamespaced = ({ kind }: KubeObject): boolean => kind === "Role";

/** @see pkg/apis/rbac/validation/validation.go, `ValidatePolicyRule` (1.36); likewise those below */
function validateRule(path: FieldPath, rule: Fields, namespaced: boolean): readonly FieldError[] {
  const errors: FieldError[] = [];
  const [groups, resources, names] = [texts(rule, "apiGroups"), texts(rule, "resources"), texts(rule, "resourceNames")];
  const urls = texts(rule, "nonResourceURLs");
  if (texts(rule, "verbs").length === 0)
    errors.push(required([...path, "verbs"], "verbs must contain at least one value"));
  if (urls.length > 0) {
    const refuse = (why: string): number => errors.push(invalid([...path, "nonResourceURLs"], urls, why));
    if (namespaced) refuse("namespaced rules cannot apply to non-resource URLs");
    if (groups.length + resources.length + names.length > 0)
      refuse("rules cannot apply to both regular resources and non-resource URLs");
    return errors;
  }
  if (groups.length === 0)
    errors.push(required([...path, "apiGroups"], "resource rules must supply at least one api group"));
  if (resources.length === 0)
    errors.push(required([...path, "resources"], "resource rules must supply at least one resource"));
  return errors;
}

/** A role made of others. */
function validateAggregation(role: Fields): readonly FieldError[] {
  const aggregation = child(role, "aggregationRule");
  if (aggregation === undefined) return [];
  const path: FieldPath = ["aggregationRule", "clusterRoleSelectors"];
  const selectors = list(aggregation, "clusterRoleSelectors");
  if (selectors.length === 0)
    return [required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil")];
  return selectors.flatMap((selector, index) => [...validateLabelSelector([...path, index], selector)]);
}

/** What is wrong with a new Role or ClusterRole, in upstream's order. */
export function validateRole(object: KubeObject): readonly FieldError[] {
  const role = fieldsFrom(object);
  const namespaced = isNamespaced(object);
  return [
    ...validateMetadata(object.metadata, { namespaced, name: nameIsPathSegment }),
    ...list(role, "rules").flatMap((rule, index) => validateRule(["rules", index], rule, namespaced)),
    ...(namespaced ? [] : validateAggregation(role)),
  ];
}

export function validateRoleUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateRole(object)];
}
