import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { has, optionalNumber, optionalText, type Fields } from "../../validation/fields.ts";

/** How many pods an indexed Job may have at a time, and how many of its indexes may fail. */
const MOST = 100_000;
/** Above so many completions, a limit per index is kept for fewer of each. */
const MANY = 100_000;
const MOST_OF_MANY = 10_000;
const MODE = "when completion mode is Indexed";

function validateMost(path: FieldPath, value: number | undefined, most: number, when = ""): readonly FieldError[] {
  if (value === undefined || value <= most) return [];
  return [invalid(path, value, `must be less than or equal to ${most}${when}`)];
}

function validateMany(path: FieldPath, spec: Fields): readonly FieldError[] {
  const when = ` when completions are above ${MANY} and used with backoff limit per index`;
  return [
    ...(has(spec, "maxFailedIndexes")
      ? []
      : [required([...path, "maxFailedIndexes"], `must be specified when completions is above ${MANY}`)]),
    ...["parallelism", "maxFailedIndexes"].flatMap((name) => [
      ...validateMost([...path, name], optionalNumber(spec, name), MOST_OF_MANY, when),
    ]),
  ];
}

/**
 * What a Job's completions are counted by: each pod is as good as another, or each has an index of its own.
 * @see pkg/apis/batch/validation/validation.go, `validateJobSpec` (1.36)
 */
export function validateIndexed(path: FieldPath, spec: Fields): readonly FieldError[] {
  const mode = optionalText(spec, "completionMode") ?? "NonIndexed";
  const completions = optionalNumber(spec, "completions");
  const failed = optionalNumber(spec, "maxFailedIndexes");
  if (mode === "NonIndexed")
    return ["backoffLimitPerIndex", "maxFailedIndexes"].flatMap((name) =>
      has(spec, name) ? [invalid([...path, name], spec[name], "requires indexed completion mode")] : [],
    );
  if (mode !== "Indexed") return [];
  const isTooMany = completions !== undefined && failed !== undefined && failed > completions;
  return [
    ...(completions === undefined ? [required([...path, "completions"], MODE)] : []),
    ...validateMost([...path, "parallelism"], optionalNumber(spec, "parallelism"), MOST, ` ${MODE}`),
    ...(isTooMany ? [invalid([...path, "maxFailedIndexes"], failed, "must be less than or equal to completions")] : []),
    ...validateMost([...path, "maxFailedIndexes"], failed, MOST),
    ...((completions ?? 0) > MANY && has(spec, "backoffLimitPerIndex") ? validateMany(path, spec) : []),
  ];
}
