import type { FieldPath } from "../../../base/field-path.ts";
import { share } from "../../../base/shared.ts";
import {
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
  tooLong,
  type FieldError,
} from "../../field-error.ts";
import { byteLength, subdomainFlaws } from "../../names.ts";
import {
  child,
  flag,
  has,
  list,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { idFlaws, validateChoice } from "../../validation/formats.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { invalidEach } from "../../validation/labels.ts";
import { createFineParts } from "../../validation/of-field.ts";
import { SECCOMP_PROFILE, SECURITY_CONTEXT } from "./go-pod.ts";
import type { PlacedContainers } from "./placed-containers.ts";
import { validateDescendingPath } from "./validate-paths.ts";

const PROFILE_TYPES = ["Localhost", "RuntimeDefault", "Unconfined"];

function printedProfile(profile: Fields, shape: GoStruct): ReturnType<typeof printedStruct> {
  return printedStruct(profile, shape);
}

/** @see pkg/apis/core/validation/validation.go, `validateSeccompProfileField` (1.36) */
function validateSeccomp(path: FieldPath, profile: Fields | undefined): readonly FieldError[] {
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
    const printed = printedProfile(profile, SECCOMP_PROFILE);
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

const WINDOWS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const DNS_DOMAIN = new RegExp(`^${DNS_PART}(?:\\.${DNS_PART})*$`);

function userNameFlaws(name: string): readonly string[] {
  if (name === "") return ["runAsUserName cannot be an empty string"];
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
  if (/[\u0000-\u001f\u007f]/.test(name)) return ["runAsUserName cannot contain control characters"];
  const parts = name.split("\\");
  if (parts.length > 2) return ["runAsUserName cannot contain more than one backslash"];
  const user = parts.at(-1) ?? "";
  const domain = parts.length === 2 ? (parts[0] ?? "") : undefined;
  const flaws: string[] = [];
  if (byteLength(domain ?? "") >= 256) flaws.push("runAsUserName's Domain length must be under 256 characters");
  if (domain !== undefined && !WINDOWS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain))
    flaws.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === "") flaws.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) flaws.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) flaws.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    flaws.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  return flaws;
}

const MAX_SPEC_BYTES = 64 * 1024;

/** @see `validateWindowsSecurityContextOptions` in the same file */
function validateWindowsOptions(path: FieldPath, options: Fields | undefined): readonly FieldError[] {
  const errors: FieldError[] = [];
  const name = optionalText(options, "gmsaCredentialSpecName");
  if (name !== undefined) errors.push(...invalidEach([...path, "gmsaCredentialSpecName"], name, subdomainFlaws(name)));
  const spec = optionalText(options, "gmsaCredentialSpec");
  if (spec === "")
    errors.push(invalid([...path, "gmsaCredentialSpec"], spec, "gmsaCredentialSpec cannot be an empty string"));
  else if (spec !== undefined && byteLength(spec) > MAX_SPEC_BYTES)
    errors.push(invalid([...path, "gmsaCredentialSpec"], spec, "gmsaCredentialSpec size must be under 64 KiB"));
  const user = optionalText(options, "runAsUserName");
  if (user !== undefined) errors.push(...invalidEach([...path, "runAsUserName"], user, userNameFlaws(user)));
  return errors;
}

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
 * @see `ValidateSecurityContext` in the same file
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

const SYSCTL_SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const SYSCTL_PATTERN = `^(${SYSCTL_SEGMENT}[\\./])*${SYSCTL_SEGMENT}$`;
const SYSCTL_EXPRESSION = new RegExp(SYSCTL_PATTERN);

const IPC_SYSCTL = /^(kernel\.(sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)$|fs\.mqueue\.)/;

/** A name whose first separator is a slash has its points and slashes swapped. */
function dottedName(sysctl: string): string {
  const isSlashed = /^[^./]*\//.test(sysctl);
  return isSlashed ? sysctl.replace(/[./]/g, (separator) => (separator === "." ? "/" : ".")) : sysctl;
}

/**
 * The kernel namespace that a sysctl belongs to.
 * @see staging/src/k8s.io/component-helpers/node/util/sysctl/namespace.go, `GetNamespace` (1.36)
 */
function sysctlNamespace(sysctl: string): "net" | "ipc" | undefined {
  const name = dottedName(sysctl);
  if (name.startsWith("net.")) return "net";
  return IPC_SYSCTL.test(name) ? "ipc" : undefined;
}

function validateSysctls(path: FieldPath, context: Fields, spec: Fields): readonly FieldError[] {
  const names = new Set<string>();
  return list(context, "sysctls").flatMap((sysctl, index) => {
    const errors: FieldError[] = [];
    const at = [...path, index, "name"];
    const name = text(sysctl, "name");
    if (name === "") errors.push(required(at));
    else if (name.length > 253 || !SYSCTL_EXPRESSION.test(name))
      errors.push(invalid(at, name, `must have at most 253 characters and match regex ${SYSCTL_PATTERN}`));
    else if (names.has(name)) errors.push(duplicate(at, name));
    const namespace = sysctlNamespace(name);
    if (namespace === "net" && flag(spec, "hostNetwork"))
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    if (namespace === "ipc" && flag(spec, "hostIPC"))
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    names.add(name);
    return errors;
  });
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

function hostProcess(owner: Fields): boolean | undefined {
  const value = child(child(owner, "securityContext"), "windowsOptions")?.["hostProcess"];
  return typeof value === "boolean" ? value : undefined;
}

/** Windows containers that run as processes of their host. @see `validateWindowsHostProcessPod` in the same file */
export function validateHostProcess(
  path: FieldPath,
  spec: Fields,
  containers: PlacedContainers,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const ofPod = hostProcess(spec);
  let count = 0;
  for (const [at, container] of containers) {
    const own = hostProcess(container);
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid([...at, "securityContext", "windowsOptions", "hostProcess"], own, detail));
    }
    if (own ?? ofPod ?? false) count++;
  }
  if (count === 0) return errors;
  if (count !== containers.length)
    errors.push(
      invalid(
        path,
        "",
        "If pod contains any hostProcess containers then all containers must be HostProcess containers",
      ),
    );
  if (!flag(spec, "hostNetwork"))
    errors.push(
      invalid([...path, "hostNetwork"], false, "hostNetwork must be true if pod contains any hostProcess containers"),
    );
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
