import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength } from "../../names.ts";
import { optionalText, text, type Fields } from "../../validation/fields.ts";
import { printedStruct } from "../../validation/go-value.ts";
import { SECCOMP_PROFILE } from "./go-security.ts";
import { validateDescendingPath } from "./validate-paths.ts";

const PROFILE_TYPES = ["Localhost", "RuntimeDefault", "Unconfined"];

/** @see pkg/apis/core/validation/validation.go, `validateSeccompProfileField` (1.36) */
export function validateSeccomp(path: FieldPath, profile: Fields | undefined): readonly FieldError[] {
  if (profile === undefined) return [];
  const errors: FieldError[] = [];
  const type = text(profile, "type");
  if (type === "") errors.push(required([...path, "type"], "type is required when seccompProfile is set"));
  else if (!PROFILE_TYPES.includes(type)) errors.push(notSupported([...path, "type"], type, PROFILE_TYPES));
  const local = optionalText(profile, "localhostProfile");
  const at = [...path, "localhostProfile"];
  if (type === "Localhost") {
    if (local === undefined) errors.push(required(at, "must be set when seccomp type is Localhost"));
    else errors.push(...validateDescendingPath(at, local));
  } else if (local !== undefined) {
    const printed = printedStruct(profile, SECCOMP_PROFILE);
    errors.push(invalid(at, printed, "can only be set when seccomp type is Localhost"));
  }
  return errors;
}

const MAX_PROFILE_BYTES = 4095;

function validateLocalAppArmor(path: FieldPath, local: string | undefined): readonly FieldError[] {
  const missing = "must be set when AppArmor type is Localhost";
  if (local === undefined) return [required(path, missing)];
  const errors: FieldError[] = [];
  if (local.trim() !== local) errors.push(invalid(path, local, "must not be padded with whitespace"));
  else if (local === "") errors.push(required(path, missing));
  if (byteLength(local) > MAX_PROFILE_BYTES) errors.push(tooLong(path, MAX_PROFILE_BYTES));
  return errors;
}

/** @see `ValidateAppArmorProfileField` in the same file */
export function validateAppArmor(path: FieldPath, profile: Fields | undefined): readonly FieldError[] {
  if (profile === undefined) return [];
  const type = text(profile, "type");
  const local = optionalText(profile, "localhostProfile");
  switch (type) {
    case "Localhost":
      return validateLocalAppArmor([...path, "localhostProfile"], local);
    case "RuntimeDefault":
    case "Unconfined":
      return local === undefined
        ? []
        : [invalid([...path, "localhostProfile"], local, "can only be set when AppArmor type is Localhost")];
    case "":
      return [required([...path, "type"], "type is required when appArmorProfile is set")];
    default:
      return [notSupported([...path, "type"], type, PROFILE_TYPES)];
  }
}
