import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { isIpv6, validateIp } from "../../validation/ip.ts";

const IPS: FieldPath = ["spec", "clusterIPs"];
const FAMILIES: FieldPath = ["spec", "ipFamilies"];
const POLICY: FieldPath = ["spec", "ipFamilyPolicy"];
const KNOWN_FAMILIES = ["IPv4", "IPv6"];
const KNOWN_POLICIES = ["PreferDualStack", "RequireDualStack", "SingleStack"];

/** The addresses as the server has them once it has copied `clusterIP` to where `clusterIPs` is missing. */
export function clusterIpsOf(spec: Fields): readonly string[] {
  const ips = texts(spec, "clusterIPs");
  const ip = text(spec, "clusterIP");
  return ips.length === 0 && ip !== "" ? [ip] : ips;
}

export const typeOf = (spec: Fields): string => optionalText(spec, "type") ?? "ClusterIP";

export function isHeadlessSpec(spec: Fields): boolean {
  const ips = clusterIpsOf(spec);
  return ips.length === 1 && ips[0] === "None";
}

function validatePairing(spec: Fields, ips: readonly string[]): readonly FieldError[] {
  const ip = text(spec, "clusterIP");
  if (ip === "") return ips.length === 0 ? [] : [invalid(IPS, ips, "must be empty when `clusterIP` is not specified")];
  if (ips.length === 0) return [required(IPS)];
  return ips[0] === ip ? [] : [invalid(IPS, ips, "first value must match `clusterIP`")];
}

function validateFamilyNames(families: readonly string[]): readonly FieldError[] {
  return families.flatMap((family, index) => [
    ...(KNOWN_FAMILIES.includes(family) ? [] : [notSupported([...FAMILIES, index], family, KNOWN_FAMILIES)]),
    ...(families.indexOf(family) < index ? [duplicate([...FAMILIES, index], family)] : []),
  ]);
}

function validateAddresses(ips: readonly string[]): readonly FieldError[] {
  return ips.flatMap((ip, index) => {
    if (index > 0 || ip !== "None") return validateIp([...IPS, index], ip);
    return ips.length > 1 ? [invalid(IPS, ips, "'None' must be the first and only value")] : [];
  });
}

function validateFamiliesMatch(ips: readonly string[], families: readonly string[]): readonly FieldError[] {
  return ips.slice(0, families.length).flatMap((ip, index) => {
    const family = families[index] ?? "";
    if (!KNOWN_FAMILIES.includes(family) || (family === "IPv6") === isIpv6(ip)) return [];
    return [invalid([...IPS, index], ip, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``)];
  });
}

/**
 * What `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy` say about one another.
 * @see pkg/apis/core/validation/validation.go, `ValidateServiceClusterIPsRelatedFields` (1.36)
 */
export function validateAddressFields(spec: Fields): readonly FieldError[] {
  if (text(spec, "type") === "ExternalName") return [];
  const ips = clusterIpsOf(spec);
  const families = texts(spec, "ipFamilies");
  const policy = optionalText(spec, "ipFamilyPolicy");
  const addresses = validateAddresses(ips);
  const errors = [...validatePairing(spec, ips), ...validateFamilyNames(families)];
  if (policy !== undefined && !KNOWN_POLICIES.includes(policy))
    errors.push(notSupported(POLICY, policy, KNOWN_POLICIES));
  errors.push(...addresses);
  if (ips.length > 2) errors.push(invalid(IPS, ips, "may only hold up to 2 values"));
  if (addresses.length > 0) return errors;
  if (ips.length > 1 && new Set(ips.map(isIpv6)).size < 2)
    errors.push(invalid(IPS, ips, "may specify no more than one IP for each IP family"));
  if (!isHeadlessSpec(spec)) errors.push(...validateFamiliesMatch(ips, families));
  return errors;
}

/** The one family of addresses that clusters have here. */
const CLUSTER_FAMILY = "IPv4";

/** A second address or family is given up by policy, never by leaving it out alone. */
function validateReleased(spec: Fields, old: Fields | undefined): readonly FieldError[] {
  const policy = optionalText(spec, "ipFamilyPolicy") ?? "SingleStack";
  if (old === undefined || policy === "SingleStack") return [];
  const isReduced = (listOf: (spec: Fields) => readonly string[]): boolean =>
    listOf(spec).length > 0 && listOf(spec).length < listOf(old).length;
  const released = (what: string): FieldError =>
    invalid(POLICY, policy, `must be 'SingleStack' to release the secondary ${what}`);
  return [
    ...(isReduced(clusterIpsOf) ? [released("cluster IP")] : []),
    ...(isReduced((fields) => texts(fields, "ipFamilies")) ? [released("IP family")] : []),
  ];
}

function validatePolicyFits(spec: Fields): readonly FieldError[] {
  const policy = optionalText(spec, "ipFamilyPolicy") ?? "SingleStack";
  if (policy !== "SingleStack") return [];
  const needed = (what: string): FieldError =>
    invalid(POLICY, policy, `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`);
  return [
    ...(clusterIpsOf(spec).length === 2 ? [needed("cluster IPs")] : []),
    ...(texts(spec, "ipFamilies").length === 2 ? [needed("IP families")] : []),
  ];
}

function validateInferred(spec: Fields): readonly FieldError[] {
  const ips = clusterIpsOf(spec);
  return ips.flatMap((ip, index) =>
    ip !== "None" && index >= texts(spec, "ipFamilies").length && isIpv6(ip)
      ? [invalid([...IPS, index], ips, "IPv6 is not configured on this cluster")]
      : [],
  );
}

function validateConfigured(spec: Fields): readonly FieldError[] {
  const hasSelector = Object.keys(spec["selector"] ?? {}).length > 0;
  if (text(spec, "clusterIP") === "None" && !hasSelector) return [];
  const policy = optionalText(spec, "ipFamilyPolicy");
  return [
    ...(policy === "RequireDualStack"
      ? [invalid(POLICY, policy, "this cluster is not configured for dual-stack services")]
      : []),
    ...texts(spec, "ipFamilies").flatMap((family, index) =>
      family === CLUSTER_FAMILY ? [] : [invalid([...FAMILIES, index], family, "not configured on this cluster")],
    ),
  ];
}

/** What must hold before families are inferred: each step only when the one before has no errors. */
function validateGivenFamilies(spec: Fields, old: Fields | undefined): readonly FieldError[] {
  const fields = validateAddressFields(spec);
  if (fields.length > 0) return fields;
  return [...validateReleased(spec, old), ...validatePolicyFits(spec), ...validateInferred(spec)];
}

/**
 * What the server checks before it hands out addresses, and answers alone.
 * @see pkg/registry/core/service/storage/alloc.go, `initIPFamilyFields` (1.36)
 */
export function validateFamilies(spec: Fields, old: Fields | undefined): readonly FieldError[] {
  if (text(spec, "type") === "ExternalName") return [];
  const given = validateGivenFamilies(spec, old);
  return given.length > 0 ? given : validateConfigured(spec);
}
