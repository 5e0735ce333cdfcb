import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsLabel, subdomainFlaws } from "../../names.ts";
import { child, has, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { validateOptionalName } from "../../validation/formats.ts";
import { invalidEach, validateLabelSelector } from "../../validation/labels.ts";
import { createFineParts } from "../../validation/of-field.ts";
import { amounts, validatePositiveAmount } from "../../validation/resources.ts";

const ACCESS_MODES = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
const VOLUME_MODES = ["Block", "Filesystem"];

/** Access modes of claims and of volumes. @see pkg/apis/core/validation/validation.go, `supportedAccessModes` (1.36) */
export function validateAccessModes(path: FieldPath, spec: Fields): readonly FieldError[] {
  const modes = texts(spec, "accessModes");
  const errors: FieldError[] = modes
    .filter((mode) => !ACCESS_MODES.includes(mode))
    .map((mode) => notSupported(path, mode, ACCESS_MODES));
  const alone = modes.includes("ReadWriteOncePod");
  if (alone && modes.some((mode) => mode !== "ReadWriteOncePod" && ACCESS_MODES.includes(mode)))
    errors.push(forbiddenField(path, "may not use ReadWriteOncePod with other access modes"));
  return errors;
}

export function validateVolumeMode(path: FieldPath, spec: Fields): readonly FieldError[] {
  const mode = optionalText(spec, "volumeMode");
  return mode === undefined || VOLUME_MODES.includes(mode) ? [] : [notSupported(path, mode, VOLUME_MODES)];
}

function validateStorage(path: FieldPath, spec: Fields): readonly FieldError[] {
  const storage = new Map(amounts(child(spec, "resources"), "requests")).get("storage");
  const at = [...path, "resources", { key: "storage" }];
  return storage === undefined ? [required(at)] : validatePositiveAmount(at, storage);
}

/** @see `validateDataSource`, `validateDataSourceRef` in the same file */
function validateSource(path: FieldPath, source: Fields): readonly FieldError[] {
  const kind = text(source, "kind");
  const group = text(source, "apiGroup");
  const namespace = text(source, "namespace");
  const foreign = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...(text(source, "name") === "" ? [required([...path, "name"])] : []),
    ...(kind === "" ? [required([...path, "kind"])] : []),
    ...(group === "" && kind !== "PersistentVolumeClaim" ? [invalid(path, kind, foreign)] : []),
    ...(group === "" ? [] : invalidEach([...path, "apiGroup"], group, subdomainFlaws(group))),
    ...(namespace === "" ? [] : invalidEach([...path, "namespace"], namespace, nameIsLabel(namespace, false))),
  ];
}

function validateSourcesAgree(path: FieldPath, spec: Fields): readonly FieldError[] {
  const source = child(spec, "dataSource");
  const reference = child(spec, "dataSourceRef");
  if (source === undefined || reference === undefined) return [];
  // Upstream prints a path where it means a value, and paths have no members that JSON shows.
  if (text(reference, "namespace") !== "")
    return [invalid(path, {}, "may not be specified when dataSourceRef.namespace is specified")];
  const same = ["apiGroup", "kind", "name"].every((name) => sameJson(source[name] ?? null, reference[name] ?? null));
  return same ? [] : [invalid(path, {}, "must match dataSourceRef")];
}

const fineSpecs = createFineParts();

/**
 * The spec of a claim, of a claim template or of an ephemeral volume's template.
 * @see pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeClaimSpec` (1.36)
 */
export function validateClaimSpec(path: FieldPath, spec: Fields): readonly FieldError[] {
  if (fineSpecs.isFine(spec)) return [];
  return fineSpecs.found(spec, [
    ...(texts(spec, "accessModes").length === 0
      ? [required([...path, "accessModes"], "at least 1 access mode is required")]
      : []),
    ...validateLabelSelector([...path, "selector"], child(spec, "selector")),
    ...validateAccessModes([...path, "accessModes"], spec),
    ...validateStorage(path, spec),
    ...validateOptionalName(path, spec, "storageClassName"),
    ...validateVolumeMode([...path, "volumeMode"], spec),
    ...["dataSource", "dataSourceRef"].flatMap((name) =>
      has(spec, name) ? validateSource([...path, name], child(spec, name) ?? {}) : [],
    ),
    ...validateSourcesAgree(path, spec),
    ...validateOptionalName(path, spec, "volumeAttributesClassName"),
  ]);
}
