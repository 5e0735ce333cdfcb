import { sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { base64Length, MAX_DATA_BYTES } from "../../validation/data-size.ts";
import { child, fieldsFrom, flag, has, textMap, type Fields } from "../../validation/fields.ts";
import { configKeyFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";

const IMMUTABLE = "field is immutable when `immutable` is set";

/** @see pkg/apis/core/validation/validation.go, `ValidateConfigMap` (1.36) */
function validateData(fields: Fields): readonly FieldError[] {
  const data = textMap(fields, "data");
  const binary = textMap(fields, "binaryData");
  const errors = data.flatMap(([key]) => [
    ...invalidEach(["data", { key }], key, configKeyFlaws(key)),
    ...(has(child(fields, "binaryData"), key)
      ? [invalid(["data", { key }], key, "duplicate of key present in binaryData")]
      : []),
  ]);
  errors.push(...binary.flatMap(([key]) => [...invalidEach(["binaryData", { key }], key, configKeyFlaws(key))]));
  const size =
    data.reduce((sum, [, value]) => sum + byteLength(value), 0) +
    binary.reduce((sum, [, value]) => sum + base64Length(value), 0);
  // Upstream means the whole object, and names it by an empty field.
  if (size > MAX_DATA_BYTES) errors.push(tooLong([{ key: "" }], MAX_DATA_BYTES));
  return errors;
}

/** What is wrong with a new ConfigMap, in upstream's order. */
export function validateConfigMap(object: KubeObject): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateData(fieldsFrom(object))];
}

/** What is wrong with a change to a ConfigMap: an immutable one stays so, with its data. */
export function validateConfigMapUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata)];
  const [fields, before] = [fieldsFrom(object), fieldsFrom(old)];
  if (flag(before, "immutable")) {
    if (!flag(fields, "immutable")) errors.push(forbiddenField(["immutable"], IMMUTABLE));
    for (const name of ["data", "binaryData"])
      if (!sameJson(fields[name] ?? {}, before[name] ?? {})) errors.push(forbiddenField([name], IMMUTABLE));
  }
  return [...errors, ...validateData(fields)];
}
