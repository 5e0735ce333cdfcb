import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notFoundField, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, nameIsSubdomain } from "../../names.ts";
import { child, has, list, text, type Fields } from "../../validation/fields.ts";
import { envNameFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import type { PlacedContainers } from "./placed-containers.ts";
import { validateNoBacksteps } from "./validate-paths.ts";
import { validateFieldReference, validateKeyReference, validateResourceReference } from "./validate-references.ts";

function validateFileKey(path: FieldPath, reference: Fields): readonly FieldError[] {
  const volume = text(reference, "volumeName");
  const key = text(reference, "key");
  const file = text(reference, "path");
  return [
    ...(key === "" ? [required([...path, "key"])] : invalidEach([...path, "key"], key, envNameFlaws(key))),
    ...(volume === ""
      ? [required([...path, "volumeName"])]
      : invalidEach([...path, "volumeName"], volume, labelFlaws(volume))),
    ...(file === "" ? [required([...path, "path"])] : validateNoBacksteps([...path, "path"], file)),
  ];
}

type SourceRule = (path: FieldPath, source: Fields) => readonly FieldError[];

const SOURCES: readonly (readonly [name: string, rule: SourceRule])[] = [
  ["fieldRef", (path, source) => validateFieldReference(path, source, "env")],
  ["resourceFieldRef", (path, source) => validateResourceReference(path, source, "env")],
  ["configMapKeyRef", validateKeyReference],
  ["secretKeyRef", validateKeyReference],
  ["fileKeyRef", validateFileKey],
];
const NO_SOURCE =
  "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`";
const TWO_SOURCES = "may not have more than one field specified at a time";

function validateValueFrom(path: FieldPath, variable: Fields): readonly FieldError[] {
  const from = child(variable, "valueFrom");
  if (from === undefined) return [];
  const present = SOURCES.filter(([name]) => has(from, name));
  const errors = present.flatMap(([name, rule]) => [...rule([...path, name], child(from, name) ?? {})]);
  if (present.length === 0) errors.push(invalid(path, "", NO_SOURCE));
  else if (text(variable, "value") !== "")
    errors.push(invalid(path, "", "may not be specified when `value` is not empty"));
  else if (present.length > 1) errors.push(invalid(path, "", TWO_SOURCES));
  return errors;
}

/** @see pkg/apis/core/validation/validation.go, `ValidateEnv` (1.36) */
export function validateEnv(path: FieldPath, container: Fields): readonly FieldError[] {
  return list(container, "env").flatMap((variable, index) => {
    const at = [...path, index];
    const name = text(variable, "name");
    const named = name === "" ? [required([...at, "name"])] : invalidEach([...at, "name"], name, envNameFlaws(name));
    return [...named, ...validateValueFrom([...at, "valueFrom"], variable)];
  });
}

/**
 * The volumes that variables are read from: directories that the pod's containers share.
 * @see `validateFileKeyRefVolumes` in the same file
 */
export function validateFileVolumes(spec: Fields, containers: PlacedContainers): readonly FieldError[] {
  const volumes = new Map(list(spec, "volumes").map((volume) => [text(volume, "name"), volume]));
  return containers.flatMap(([path, container]) =>
    list(container, "env").flatMap((variable, index) => {
      const reference = child(child(variable, "valueFrom"), "fileKeyRef");
      if (reference === undefined) return [];
      const name = text(reference, "volumeName");
      const at = [...path, "env", index, "valueFrom", "fileKeyRef", "volumeName"];
      const volume = volumes.get(name);
      if (volume === undefined) return [notFoundField(at, name)];
      return has(volume, "emptyDir") ? [] : [invalid(at, name, "referenced volume must be of type emptyDir")];
    }),
  );
}

function validateSourceName(path: FieldPath, source: Fields): readonly FieldError[] {
  const name = text(source, "name");
  return name === ""
    ? [required([...path, "name"])]
    : invalidEach([...path, "name"], name, nameIsSubdomain(name, true));
}

/** @see `ValidateEnvFrom` in the same file; its errors about sources name the list, not the item */
export function validateEnvFrom(path: FieldPath, container: Fields): readonly FieldError[] {
  return list(container, "envFrom").flatMap((source, index) => {
    const at = [...path, index];
    const prefix = text(source, "prefix");
    const errors = prefix === "" ? [] : [...invalidEach([...at, "prefix"], prefix, envNameFlaws(prefix))];
    const present = ["configMapRef", "secretRef"].filter((name) => has(source, name));
    for (const name of present) errors.push(...validateSourceName([...at, name], child(source, name) ?? {}));
    if (present.length === 0) errors.push(invalid(path, "", "must specify one of: `configMapRef` or `secretRef`"));
    else if (present.length > 1) errors.push(invalid(path, "", TWO_SOURCES));
    return errors;
  });
}
