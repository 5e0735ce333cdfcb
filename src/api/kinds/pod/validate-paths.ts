import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, type FieldError } from "../../field-error.ts";

const ABSOLUTE = "must be a relative path";

/**
 * A path none of whose elements is `..`.
 * @see pkg/apis/core/validation/validation.go, `validatePathNoBacksteps` (1.36)
 */
export function validateNoBacksteps(path: FieldPath, target: string): readonly FieldError[] {
  return target.split("/").includes("..") ? [invalid(path, target, "must not contain '..'")] : [];
}

/** A path that stays below where it starts. @see `validateLocalDescendingPath` in the same file */
export function validateDescendingPath(path: FieldPath, target: string): readonly FieldError[] {
  const absolute = target.startsWith("/") ? [invalid(path, target, ABSOLUTE)] : [];
  return [...absolute, ...validateNoBacksteps(path, target)];
}

/** As `validateDescendingPath`, and no name that the kubelet reserves. @see `ValidateLocalNonReservedPath` */
export function validateUnreservedPath(path: FieldPath, target: string): readonly FieldError[] {
  const reserved = target.startsWith("..") && !target.startsWith("../");
  return [
    ...validateDescendingPath(path, target),
    ...(reserved ? [invalid(path, target, "must not start with '..'")] : []),
  ];
}

/** Bits of a file's mode, 0 to 0777. */
export function validateFileMode(path: FieldPath, mode: number | undefined): readonly FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return [];
  return [invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive")];
}
