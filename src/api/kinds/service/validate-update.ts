import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, type FieldError } from "../../field-error.ts";
import { number, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { clusterIpsOf, isHeadlessSpec } from "./validate-families.ts";

const SPEC: FieldPath = ["spec"];
const FIXED = "may not change once set";

function validateReleased(spec: Fields, left: number, what: string): readonly FieldError[] {
  const policy = optionalText(spec, "ipFamilyPolicy");
  if (left !== 1 || policy === "SingleStack") return [];
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  return [invalid([...SPEC, "ipFamilyPolicy"], policy ?? null, detail)];
}

/** @see pkg/apis/core/validation/validation.go, `validateUpgradeDowngradeClusterIPs` (1.36) */
function validateIpChange(spec: Fields, old: Fields): readonly FieldError[] {
  if (isHeadlessSpec(spec) && isHeadlessSpec(old)) return [];
  const [ips, before] = [clusterIpsOf(spec), clusterIpsOf(old)];
  const path = [...SPEC, "clusterIPs"];
  if (ips.length === before.length)
    return before.flatMap((ip, index) => (ip === ips[index] ? [] : [invalid([...path, index], ips, FIXED)]));
  const errors: FieldError[] = [];
  const released = before.length > ips.length;
  if (released && ips.length === 0) errors.push(invalid([...path, 0], null, "primary clusterIP can not be unset"));
  if (ips.length > 0 && before.length > 0 && ips[0] !== before[0]) errors.push(invalid([...path, 0], ips, FIXED));
  return released ? [...errors, ...validateReleased(spec, ips.length, "clusterIP")] : errors;
}

/** @see `validateUpgradeDowngradeIPFamilies` in the same file */
function validateFamilyChange(spec: Fields, old: Fields): readonly FieldError[] {
  if (isHeadlessSpec(spec) || isHeadlessSpec(old)) return [];
  const [families, before] = [texts(spec, "ipFamilies"), texts(old, "ipFamilies")];
  const path = [...SPEC, "ipFamilies", 0];
  if (families.length === before.length)
    return before.flatMap((family, index) => (family === families[index] ? [] : [invalid(path, families, FIXED)]));
  const errors: FieldError[] = [];
  const released = before.length > families.length;
  if (released && clusterIpsOf(spec).length === 0)
    errors.push(invalid(path, families, "primary ipFamily can not be unset"));
  if (families.length > 0 && before.length > 0 && families[0] !== before[0])
    errors.push(invalid(path, clusterIpsOf(spec), FIXED));
  return released ? [...errors, ...validateReleased(spec, families.length, "ipFamily")] : errors;
}

const isBalanced = (spec: Fields): boolean => text(spec, "type") === "LoadBalancer";

function validateBalancerChange(spec: Fields, old: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (!isBalanced(spec) || !isBalanced(old)) return errors;
  const name = optionalText(spec, "loadBalancerClass");
  if (name !== optionalText(old, "loadBalancerClass"))
    errors.push(invalid([...SPEC, "loadBalancerClass"], name ?? null, FIXED));
  const isLocal = [spec, old].every((each) => text(each, "externalTrafficPolicy") === "Local");
  if (isLocal && number(spec, "healthCheckNodePort") !== number(old, "healthCheckNodePort"))
    errors.push(forbiddenField([...SPEC, "healthCheckNodePort"], "field is immutable"));
  return errors;
}

/** What may not change about a Service's addresses. @see `ValidateServiceUpdate` in the same file */
export function validateServiceChange(spec: Fields, old: Fields): readonly FieldError[] {
  const isNamed = [spec, old].some((each) => text(each, "type") === "ExternalName");
  return [
    ...(isNamed ? [] : [...validateIpChange(spec, old), ...validateFamilyChange(spec, old)]),
    ...validateBalancerChange(spec, old),
  ];
}
