import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { has, list, number, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { isIpv6, parseIp, validateIp } from "../../validation/ip.ts";

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
const SERVICE_RANGE = "10.96.0.0/16";

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

function isInRange(ip: string): boolean {
  const [a, b, c, d] = parseIp(ip)?.bytes ?? [];
  const isEdge = (c === 0 && d === 0) || (c === 255 && d === 255);
  return a === 10 && b === 96 && !isEdge;
}

function validateRequestedIps(spec: Fields, old: Fields | undefined): readonly FieldError[] {
  const ips = clusterIpsOf(spec);
  const before = old === undefined ? [] : clusterIpsOf(old);
  if (before.length > 0 || isHeadlessSpec(spec)) return [];
  const wrong = ips.find((ip) => !isInRange(ip));
  if (wrong === undefined) return [];
  const why = `the provided IP (${wrong}) is not in the valid range. The range of valid IPs is ${SERVICE_RANGE}`;
  return [invalid(IPS, ips, `failed to allocate IP ${wrong}: ${why}`)];
}

const protocolOf = (port: Fields): string => optionalText(port, "protocol") ?? "TCP";

/**
 * The first port that asks for the node port of another one. In a new Service those of one number share theirs, in an
 * updated one those of different protocols.
 * @see `initNodePorts`, `updateNodePorts` in the same file
 */
function validateRequestedPorts(spec: Fields, isUpdate: boolean): readonly FieldError[] {
  if (!["NodePort", "LoadBalancer"].includes(text(spec, "type"))) return [];
  const ports = list(spec, "ports");
  const index = ports.findIndex((port, place) => {
    const nodePort = number(port, "nodePort");
    const others = ports.slice(0, place).filter((other) => number(other, "nodePort") === nodePort);
    if (nodePort === 0) return false;
    return others.some((other) =>
      isUpdate ? protocolOf(other) === protocolOf(port) : number(other, "port") !== number(port, "port"),
    );
  });
  if (index === -1) return [];
  const path: FieldPath = ["spec", "ports", index, "nodePort"];
  return [invalid(path, number(ports[index] ?? {}, "nodePort"), "provided port is already allocated")];
}

/**
 * What the allocators answer to the addresses and node ports that a Service asks for, as far as it does not depend on
 * other Services.
 * @see pkg/registry/core/service/storage/alloc.go, `allocateCreate`, `allocateUpdate` (1.36)
 */
export function validateAllocation(spec: Fields, old: Fields | undefined, isUpdate: boolean): readonly FieldError[] {
  if (text(spec, "type") === "ExternalName") return [];
  const ips = has(spec, "clusterIP") ? validateRequestedIps(spec, old) : [];
  return ips.length > 0 ? ips : validateRequestedPorts(spec, isUpdate);
}
