import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, required, type FieldError } from "../../field-error.ts";
import { flag, list, text, type Fields } from "../../validation/fields.ts";

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

/** @see pkg/apis/core/validation/validation.go, `validateSysctls` (1.36) */
export function validateSysctls(path: FieldPath, context: Fields, spec: Fields): readonly FieldError[] {
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
