import { printPath, type FieldPath } from "../base/field-path.ts";
import { goText } from "../base/go-text.ts";
import { goJson } from "../base/json.ts";
import type { ApiStatus, Cause } from "./status.ts";

/** @see staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go, `ErrorType` (1.36) */
export type FieldErrorType =
  | "NotFound"
  | "Required"
  | "Duplicate"
  | "Invalid"
  | "NotSupported"
  | "Forbidden"
  | "TooLong"
  | "TooMany"
  | "InternalError"
  | "TypeInvalid";

const WORDS: Record<FieldErrorType, { text: string; reason: string }> = {
  NotFound: { text: "Not found", reason: "FieldValueNotFound" },
  Required: { text: "Required value", reason: "FieldValueRequired" },
  Duplicate: { text: "Duplicate value", reason: "FieldValueDuplicate" },
  Invalid: { text: "Invalid value", reason: "FieldValueInvalid" },
  NotSupported: { text: "Unsupported value", reason: "FieldValueNotSupported" },
  Forbidden: { text: "Forbidden", reason: "FieldValueForbidden" },
  TooLong: { text: "Too long", reason: "FieldValueTooLong" },
  TooMany: { text: "Too many", reason: "FieldValueTooMany" },
  InternalError: { text: "Internal error", reason: "InternalError" },
  TypeInvalid: { text: "Invalid value", reason: "FieldValueTypeInvalid" },
};

/** In place of a value that upstream leaves out of its message. */
export const NO_VALUE = Symbol("no value");

/** What validation finds wrong with one field. Validators return all they find. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly path: FieldPath;
  /** The offending value. Required, Forbidden and TooLong errors print none. */
  readonly value?: unknown;
  readonly detail: string;
}

/** `{printed: text}` in place of a value prints that text as it is: for Go structs that JSON cannot show. */
export interface PrintedValue {
  readonly printed: string;
}

function isPrinted(value: unknown): value is PrintedValue {
  return value !== null && typeof value === "object" && "printed" in value && typeof value.printed === "string";
}

function printValue(value: unknown): string {
  if (isPrinted(value)) return value.printed;
  if (typeof value === "string") return goText(value);
  return goJson(value);
}

/** The message of one error without its path: `Invalid value: -1: must be greater than or equal to 0`. */
function fieldErrorBody(error: FieldError): string {
  const { text } = WORDS[error.type];
  const detail = error.detail === "" ? "" : `: ${error.detail}`;
  if (error.value === NO_VALUE) return `${text}${detail}`;
  switch (error.type) {
    case "Required":
    case "Forbidden":
    case "TooLong":
    case "InternalError":
      return `${text}${detail}`;
    default:
      return `${text}: ${printValue(error.value)}${detail}`;
  }
}

export function fieldErrorText(error: FieldError): string {
  return `${printPath(error.path)}: ${fieldErrorBody(error)}`;
}

export function causeOf(error: FieldError): Cause {
  return { reason: WORDS[error.type].reason, message: fieldErrorBody(error), field: printPath(error.path) };
}

/** The text or number that an error shows as the value; undefined where it shows none, or something larger. */
export function shownValue({ value }: FieldError): string | undefined {
  const plain: unknown = isPrinted(value) && value.printed.startsWith('"') ? JSON.parse(value.printed) : value;
  return typeof plain === "string" || typeof plain === "number" ? String(plain) : undefined;
}

export const required = (path: FieldPath, detail = ""): FieldError => ({ type: "Required", path, detail });
export const invalid = (path: FieldPath, value: unknown, detail: string): FieldError => ({
  type: "Invalid",
  path,
  value,
  detail,
});
export const duplicate = (path: FieldPath, value: unknown): FieldError => ({
  type: "Duplicate",
  path,
  value,
  detail: "",
});
export const forbiddenField = (path: FieldPath, detail: string): FieldError => ({ type: "Forbidden", path, detail });
export const notFoundField = (path: FieldPath, value: unknown): FieldError => ({
  type: "NotFound",
  path,
  value,
  detail: "",
});

/** A text of a type of its own, such as an enumeration's: those print as JSON does, which escapes more than plain ones. */
export function named(value: string): PrintedValue {
  return { printed: goJson(value) };
}

/**
 * `supported` is listed quoted, in the order given: sorted where upstream has a set, as declared where it has a list.
 * Texts are those of an enumeration.
 */
export function notSupported(path: FieldPath, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map(goText);
  const detail = list.length === 0 ? "" : `supported values: ${list.join(", ")}`;
  return { type: "NotSupported", path, value: typeof value === "string" ? named(value) : value, detail };
}

/** As `notSupported`, of a plain text. */
export function notSupportedText(path: FieldPath, value: string, supported: readonly string[]): FieldError {
  return { ...notSupported(path, value, supported), value };
}

/** `max` in bytes; `-1` where upstream gives no limit. */
export function tooLong(path: FieldPath, max: number): FieldError {
  const detail = max >= 0 ? `may not be more than ${max} byte${max === 1 ? "" : "s"}` : "value is too long";
  return { type: "TooLong", path, detail };
}

/** `max` is the most items that a list may have, of which it has `count`. */
export function tooMany(path: FieldPath, count: number, max: number): FieldError {
  return { type: "TooMany", path, value: count, detail: `must have at most ${max} items` };
}

/**
 * The 422 answer for an object with field errors.
 * @see staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go, `NewInvalid` (1.36)
 */
export function invalidStatus(
  kind: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): ApiStatus {
  const texts = [...new Set(errors.map(fieldErrorText))];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  const qualifiedKind = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
  return {
    code: 422,
    reason: "Invalid",
    message: `${qualifiedKind} "${name}" is invalid: ${list}`,
    details: {
      name,
      ...(kind.group === "" ? {} : { group: kind.group }),
      kind: kind.kind,
      causes: errors.map(causeOf),
    },
  };
}
