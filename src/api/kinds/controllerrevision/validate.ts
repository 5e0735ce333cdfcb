import { sameJson } from "../../../base/json.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import type { ControllerRevision } from "./types.ts";

/**
 * What is wrong with a new ControllerRevision.
 * @see pkg/apis/apps/validation/validation.go, `ValidateControllerRevision`
 */
export function validateControllerRevision(object: ControllerRevision): readonly FieldError[] {
  return [
    ...validateMetadata(object.metadata),
    ...(object.data == null ? [required(["data"], "data is mandatory")] : []),
    ...validateNonNegative(["revision"], object.revision),
  ];
}

/** Its number may move, its data may not. The value that upstream prints is an empty struct. */
export function validateControllerRevisionUpdate(
  object: ControllerRevision,
  old: ControllerRevision,
): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateControllerRevision(object),
    ...(object.data === old.data || sameJson(object.data, old.data)
      ? []
      : [invalid(["data"], {}, "field is immutable")]),
  ];
}
