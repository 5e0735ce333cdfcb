import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, forbiddenField, invalid, required, type FieldError } from "../../field-error.ts";
import { qualifiedNameFlaws } from "../../names.ts";
import { fieldsFrom, list, text, type Fields } from "../../validation/fields.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { amounts, validateContainerResourceName, validateResourceName } from "../../validation/resources.ts";
import type { LimitRange } from "./defaults.ts";
import { validateAmounts } from "./validate-amounts.ts";

const TYPES = ["Pod", "Container", "PersistentVolumeClaim"];
const LISTS = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

function validateType(path: FieldPath, type: string, before: readonly string[]): readonly FieldError[] {
  const flaws = qualifiedNameFlaws(type);
  const errors = [...invalidEach(path, type, flaws)];
  if (flaws.length === 0 && !type.includes("/") && !TYPES.includes(type))
    errors.push(invalid(path, type, "must be a standard limit type or fully qualified"));
  return before.includes(type) ? [...errors, duplicate(path, type)] : errors;
}

/** Names of resources; those of containers are fewer. */
function validateNames(path: FieldPath, item: Fields, type: string): readonly FieldError[] {
  const validateName = ["Pod", "Container"].includes(type) ? validateContainerResourceName : validateResourceName;
  return LISTS.flatMap((name) => {
    if (type === "Pod" && name.startsWith("default"))
      return amounts(item, name).length === 0
        ? []
        : [forbiddenField([...path, name], "may not be specified when `type` is 'Pod'")];
    return amounts(item, name).flatMap(([resource]) => validateName([...path, name, { key: resource }], resource));
  });
}

function validateClaims(path: FieldPath, item: Fields, type: string): readonly FieldError[] {
  const isBounded = ["min", "max"].some((name) => amounts(item, name).some(([resource]) => resource === "storage"));
  if (type !== "PersistentVolumeClaim" || isBounded) return [];
  const detail = "either minimum or maximum storage value is required, but neither was provided";
  return [required([...path, "limits"], detail)];
}

/** @see pkg/apis/core/validation/validation.go, `ValidateLimitRange` (1.36) */
export function validateLimitRange(object: LimitRange): readonly FieldError[] {
  const items = list(fieldsFrom(object.spec ?? {}), "limits");
  const types = items.map((item) => text(item, "type"));
  return [
    ...validateMetadata(object.metadata),
    ...items.flatMap((item, index) => {
      const path: FieldPath = ["spec", "limits", index];
      const type = types[index] ?? "";
      return [
        ...validateType([...path, "type"], type, types.slice(0, index)),
        ...validateNames(path, item, type),
        ...validateClaims(path, item, type),
        ...validateAmounts(path, item),
      ];
    }),
  ];
}

/** The strategy judges the new one alone. @see pkg/registry/core/limitrange/strategy.go (1.36) */
export function validateLimitRangeUpdate(object: LimitRange, old: LimitRange): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateLimitRange(object)];
}
