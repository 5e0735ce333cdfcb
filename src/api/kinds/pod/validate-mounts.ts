import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notFoundField, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, flag, has, list, optionalText, text, type Fields } from "../../validation/fields.ts";
import { validateDescendingPath, validateNoBacksteps } from "./validate-paths.ts";

/** The volumes of a pod without a flaw of their own, by name. */
export type ValidVolumes = ReadonlyMap<string, Fields>;

function validatePropagation(path: FieldPath, mount: Fields, container: Fields): readonly FieldError[] {
  const mode = optionalText(mount, "mountPropagation");
  if (mode === undefined) return [];
  const errors: FieldError[] = [];
  const supported = ["Bidirectional", "HostToContainer", "None"];
  if (!supported.includes(mode)) errors.push(notSupported(path, mode, supported));
  if (mode === "Bidirectional" && !flag(child(container, "securityContext"), "privileged"))
    errors.push(forbiddenField(path, "Bidirectional mount propagation is available only to privileged containers"));
  return errors;
}

function validateRecursiveReadOnly(path: FieldPath, mount: Fields): readonly FieldError[] {
  const mode = optionalText(mount, "recursiveReadOnly");
  if (mode === undefined || mode === "Disabled") return [];
  if (mode !== "Enabled" && mode !== "IfPossible")
    return [notSupported(path, mode, ["Disabled", "Enabled", "IfPossible"])];
  const errors: FieldError[] = [];
  if (!flag(mount, "readOnly")) errors.push(forbiddenField(path, "may only be specified when readOnly is true"));
  const propagation = optionalText(mount, "mountPropagation");
  if (propagation !== undefined && propagation !== "None")
    errors.push(forbiddenField(path, "may only be specified when mountPropagation is None or not specified"));
  return errors;
}

function validateSubPaths(path: FieldPath, at: FieldPath, mount: Fields): readonly FieldError[] {
  const subPath = text(mount, "subPath");
  const expression = text(mount, "subPathExpr");
  const errors = subPath === "" ? [] : [...validateDescendingPath([...path, "subPath"], subPath)];
  if (expression === "") return errors;
  if (subPath !== "")
    errors.push(invalid([...at, "subPathExpr"], expression, "subPathExpr and subPath are mutually exclusive"));
  errors.push(...validateDescendingPath([...path, "subPathExpr"], expression));
  return errors;
}

/**
 * @see pkg/apis/core/validation/validation.go, `ValidateVolumeMounts` (1.36); some of its errors name the list, not
 * the item
 */
export function validateMounts(path: FieldPath, container: Fields, volumes: ValidVolumes): readonly FieldError[] {
  const errors: FieldError[] = [];
  const devices = new Map(
    list(container, "volumeDevices").map((device) => [text(device, "name"), text(device, "devicePath")]),
  );
  const paths = new Set<string>();
  for (const [index, mount] of list(container, "volumeMounts").entries()) {
    const at = [...path, index];
    const name = text(mount, "name");
    const mountPath = text(mount, "mountPath");
    if (name === "") errors.push(required([...at, "name"]));
    if (!volumes.has(name)) errors.push(notFoundField([...at, "name"], name));
    if (mountPath === "") errors.push(required([...at, "mountPath"]));
    if (paths.has(mountPath)) errors.push(invalid([...at, "mountPath"], mountPath, "must be unique"));
    paths.add(mountPath);
    if (devices.has(name)) errors.push(invalid([...at, "name"], name, "must not already exist in volumeDevices"));
    if ([...devices.values()].includes(mountPath))
      errors.push(invalid([...at, "mountPath"], mountPath, "must not already exist as a path in volumeDevices"));
    errors.push(...validateSubPaths(path, at, mount));
    errors.push(...validatePropagation([...path, "mountPropagation"], mount, container));
    errors.push(...validateRecursiveReadOnly([...path, "recursiveReadOnly"], mount));
  }
  return errors;
}

const isClaim = (volume: Fields): boolean => has(volume, "persistentVolumeClaim") || has(volume, "ephemeral");

/** @see `ValidateVolumeDevices` in the same file */
export function validateDevices(path: FieldPath, container: Fields, volumes: ValidVolumes): readonly FieldError[] {
  const errors: FieldError[] = [];
  const mounts = new Map(
    list(container, "volumeMounts").map((mount) => [text(mount, "name"), text(mount, "mountPath")]),
  );
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [index, device] of list(container, "volumeDevices").entries()) {
    const at = [...path, index];
    const name = text(device, "name");
    const devicePath = text(device, "devicePath");
    const volume = volumes.get(name);
    if (name === "") errors.push(required([...at, "name"]));
    if (names.has(name)) errors.push(invalid([...at, "name"], name, "must be unique"));
    if (volume === undefined) errors.push(notFoundField([...at, "name"], name));
    else if (!isClaim(volume)) {
      const detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
      errors.push(invalid([...at, "name"], name, detail));
    }
    if (devicePath === "") errors.push(required([...at, "devicePath"]));
    if (paths.has(devicePath)) errors.push(invalid([...at, "devicePath"], devicePath, "must be unique"));
    if (validateNoBacksteps(at, devicePath).length > 0)
      errors.push(invalid([...at, "devicePath"], devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.has(name)) errors.push(invalid([...at, "name"], name, "must not already exist in volumeMounts"));
    if ([...mounts.values()].includes(devicePath))
      errors.push(invalid([...at, "devicePath"], devicePath, "must not already exist as a path in volumeMounts"));
    if (name !== "") names.add(name);
  }
  return errors;
}
