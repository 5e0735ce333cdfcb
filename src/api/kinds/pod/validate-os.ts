import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, flag, has, list, text, type Fields } from "../../validation/fields.ts";
import type { PlacedContainers } from "./placed-containers.ts";
import { contextHas } from "./validate-security.ts";

const LINUX_DETAIL = "windows options cannot be set for a linux pod";
const WINDOWS_DETAIL = "cannot be set for a windows pod";
const CONTEXT = "securityContext";
const CONTAINER_FIELDS = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
];

function validateLinux(path: FieldPath, spec: Fields, containers: PlacedContainers): readonly FieldError[] {
  const owners: PlacedContainers = [[path, spec], ...containers];
  return owners
    .filter(([, owner]) => contextHas(owner, "windowsOptions"))
    .map(([at]) => forbiddenField([...at, CONTEXT, "windowsOptions"], LINUX_DETAIL));
}

function own(name: string, present: boolean): readonly string[][] {
  return present ? [[name]] : [];
}

/** The fields of a pod that Windows has no use for, in upstream's order: its security context's, and its own. */
function linuxFields(spec: Fields): readonly (readonly string[])[] {
  const context = (name: string): readonly string[][] => (contextHas(spec, name) ? [[CONTEXT, name]] : []);
  return [
    ...context("appArmorProfile"),
    ...context("seLinuxOptions"),
    ...own("hostUsers", has(spec, "hostUsers")),
    ...own("hostPID", flag(spec, "hostPID")),
    ...own("hostIPC", flag(spec, "hostIPC")),
    ...context("seccompProfile"),
    ...context("fsGroup"),
    ...context("fsGroupChangePolicy"),
    ...(list(child(spec, CONTEXT), "sysctls").length > 0 ? [[CONTEXT, "sysctls"]] : []),
    ...own("shareProcessNamespace", has(spec, "shareProcessNamespace")),
    ...context("runAsUser"),
    ...context("runAsGroup"),
    ...context("supplementalGroups"),
    ...context("supplementalGroupsPolicy"),
    ...context("seLinuxChangePolicy"),
  ];
}

function validateWindows(path: FieldPath, spec: Fields, containers: PlacedContainers): readonly FieldError[] {
  return [
    ...linuxFields(spec).map((names) => forbiddenField([...path, ...names], WINDOWS_DETAIL)),
    ...containers.flatMap(([at, container]) =>
      CONTAINER_FIELDS.filter((name) => contextHas(container, name)).map((name) =>
        forbiddenField([...at, CONTEXT, name], WINDOWS_DETAIL),
      ),
    ),
  ];
}

/** What the pod's operating system rules out. @see pkg/apis/core/validation/validation.go, `validateOS` (1.36) */
export function validateOs(path: FieldPath, spec: Fields, containers: PlacedContainers): readonly FieldError[] {
  if (!has(spec, "os")) return [];
  const name = text(child(spec, "os"), "name");
  switch (name) {
    case "":
      return [required([...path, "os", "name"])];
    case "linux":
      return validateLinux(path, spec, containers);
    case "windows":
      return validateWindows(path, spec, containers);
    default:
      return [notSupported([...path, "os"], name, ["linux", "windows"])];
  }
}
