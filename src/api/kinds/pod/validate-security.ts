import type { FieldPath } from "../../../base/field-path.ts";
import { share } from "../../../base/shared.ts";
import { forbiddenField, invalid, notSupported, type FieldError } from "../../field-error.ts";
import { child, flag, has, list, optionalNumber, optionalText, texts, type Fields } from "../../validation/fields.ts";
import { idFlaws, validateChoice } from "../../validation/formats.ts";
import { printedStruct } from "../../validation/go-value.ts";
import { invalidEach } from "../../validation/labels.ts";
import { createFineParts } from "../../validation/of-field.ts";
import { SECURITY_CONTEXT } from "./go-security.ts";
import type { PlacedContainers } from "./placed-containers.ts";
import { validateAppArmor, validateSeccomp } from "./validate-profiles.ts";
import { validateSysctls } from "./validate-sysctls.ts";
import { validateWindowsOptions } from "./validate-windows.ts";

function validateIds(path: FieldPath, context: Fields, names: readonly string[]): readonly FieldError[] {
  return names.flatMap((name) => {
    const id = optionalNumber(context, name);
    return id === undefined ? [] : [...invalidEach([...path, name], id, idFlaws(id))];
  });
}

function validateProcMount(path: FieldPath, context: Fields, hostUsers: boolean): readonly FieldError[] {
  const procMount = optionalText(context, "procMount");
  if (procMount === undefined) return [];
  const errors: FieldError[] = [];
  if (procMount !== "Default" && procMount !== "Unmasked")
    errors.push(notSupported([...path, "procMount"], procMount, ["Default", "Unmasked"]));
  if (hostUsers && procMount === "Unmasked")
    errors.push(invalid([...path, "procMount"], procMount, "`hostUsers` must be false to use `Unmasked`"));
  return errors;
}

function validateNoEscalation(path: FieldPath, context: Fields): readonly FieldError[] {
  if (context["allowPrivilegeEscalation"] !== false) return [];
  const errors: FieldError[] = [];
  const refuse = (what: string): void => {
    const printed = printedStruct(context, SECURITY_CONTEXT);
    errors.push(invalid(path, printed, `cannot set \`allowPrivilegeEscalation\` to false and ${what}`));
  };
  if (flag(context, "privileged")) refuse("`privileged` to true");
  for (const capability of texts(child(context, "capabilities"), "add"))
    if (capability === "CAP_SYS_ADMIN") refuse("`capabilities.Add` CAP_SYS_ADMIN");
  return errors;
}

/**
 * A container's security context. Privileged containers are accepted, as by the API servers of nearly all clusters,
 * which set `--allow-privileged`.
 * @see pkg/apis/core/validation/validation.go, `ValidateSecurityContext` (1.36)
 */
export function validateContainerSecurity(
  path: FieldPath,
  container: Fields,
  hostUsers: boolean,
): readonly FieldError[] {
  const context = child(container, "securityContext");
  if (context === undefined) return [];
  return [
    ...validateIds(path, context, ["runAsUser", "runAsGroup"]),
    ...validateProcMount(path, context, hostUsers),
    ...validateSeccomp([...path, "seccompProfile"], child(context, "seccompProfile")),
    ...validateNoEscalation(path, context),
    ...validateWindowsOptions([...path, "windowsOptions"], child(context, "windowsOptions")),
    ...validateAppArmor([...path, "appArmorProfile"], child(context, "appArmorProfile")),
  ];
}

/** `MountOption` needs gate `SELinuxMount`, which is off. */
const SELINUX_CHANGE_POLICIES = ["Recursive"];

const HOST_FIELDS = [
  ["hostNetwork", "hostNetwork"],
  ["hostPID", "HostPID"],
  ["hostIPC", "HostIPC"],
] as const;

const NO_CONTEXT = share({});
/** Contexts in which nothing is found in pods that keep to themselves. */
const fineContexts = createFineParts();

/** A pod's security context. @see `validatePodSpecSecurityContext` in the same file */
export function validatePodSecurity(path: FieldPath, spec: Fields): readonly FieldError[] {
  const context = child(spec, "securityContext") ?? NO_CONTEXT;
  const isOfHost = HOST_FIELDS.some(([name]) => flag(spec, name));
  if (isOfHost) return contextErrors(path, spec, context);
  return fineContexts.isFine(context) ? [] : fineContexts.found(context, contextErrors(path, spec, context));
}

function contextErrors(path: FieldPath, spec: Fields, context: Fields): readonly FieldError[] {
  const errors = [...validateIds(path, context, ["fsGroup", "runAsUser", "runAsGroup"])];
  const groups = Array.isArray(context["supplementalGroups"])
    ? (context["supplementalGroups"] as readonly number[])
    : [];
  for (const [index, id] of groups.entries())
    errors.push(...invalidEach([...path, "supplementalGroups", index], id, idFlaws(id)));
  if (flag(spec, "shareProcessNamespace") && flag(spec, "hostPID")) {
    const detail = "ShareProcessNamespace and HostPID cannot both be enabled";
    errors.push(invalid([...path, "shareProcessNamespace"], true, detail));
  }
  errors.push(...validateSysctls([...path, "sysctls"], context, spec));
  errors.push(
    ...validateChoice([...path, "fsGroupChangePolicy"], optionalText(context, "fsGroupChangePolicy"), [
      "Always",
      "OnRootMismatch",
    ]),
  );
  errors.push(...validateSeccomp([...path, "seccompProfile"], child(context, "seccompProfile")));
  errors.push(...validateWindowsOptions([...path, "windowsOptions"], child(context, "windowsOptions")));
  errors.push(...validateAppArmor([...path, "appArmorProfile"], child(context, "appArmorProfile")));
  errors.push(
    ...validateChoice([...path, "supplementalGroupsPolicy"], optionalText(context, "supplementalGroupsPolicy"), [
      "Merge",
      "Strict",
    ]),
  );
  const changePolicy = optionalText(context, "seLinuxChangePolicy");
  errors.push(...validateChoice([...path, "seLinuxChangePolicy"], changePolicy, SELINUX_CHANGE_POLICIES));
  return errors;
}

/**
 * A pod with a user namespace of its own shares no namespace with its host, and cannot use devices, whose owners are not
 * mapped.
 * @see `validateHostUsers` in the same file
 */
export function validateHostUsers(path: FieldPath, spec: Fields, containers: PlacedContainers): readonly FieldError[] {
  if (spec["hostUsers"] !== false) return [];
  const shared = HOST_FIELDS.filter(([name]) => flag(spec, name)).map(([, printed]) => [...path, printed]);
  const devices = containers
    .filter(([, container]) => list(container, "volumeDevices").length > 0)
    .map(([at]) => [...at, "volumeDevices"]);
  return [...shared, ...devices].map((at) => forbiddenField(at, "when `hostUsers` is false"));
}

/** Whether a context holds a field at all, which is what pods of the other operating system may not. */
export function contextHas(owner: Fields, name: string): boolean {
  return has(child(owner, "securityContext"), name);
}
