import { sameJson } from "../../../base/json.ts";
import { forbiddenField, required, type FieldError } from "../../field-error.ts";
import { nameIsSubdomain } from "../../names.ts";
import { fieldsFrom, text, textMap } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateParameters, validateProvisioner } from "../storageclass/validate.ts";
import type { VolumeAttributesClass } from "./types.ts";

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };

/** @see pkg/apis/storage/validation/validation.go, `ValidateVolumeAttributesClass` (1.36) */
export function validateVolumeAttributesClass(object: VolumeAttributesClass): readonly FieldError[] {
  const fields = fieldsFrom(object);
  const isBare = textMap(fields, "parameters").length === 0;
  return [
    ...validateMetadata(object.metadata, RULES),
    ...validateProvisioner(["driverName"], text(fields, "driverName")),
    ...(isBare ? [required(["parameters"], "must contain at least one key/value pair")] : validateParameters(fields)),
  ];
}

/** @see `ValidateVolumeAttributesClassUpdate` in the same file */
export function validateVolumeAttributesClassUpdate(
  object: VolumeAttributesClass,
  old: VolumeAttributesClass,
): readonly FieldError[] {
  const changed = (name: "driverName" | "parameters"): readonly FieldError[] =>
    sameJson(object[name] ?? null, old[name] ?? null)
      ? []
      : [forbiddenField([name], `updates to ${name} are forbidden.`)];
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...changed("driverName"), ...changed("parameters")];
}
