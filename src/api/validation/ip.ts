import type { FieldPath } from "../../base/field-path.ts";
import { invalid, type FieldError } from "../field-error.ts";

/** An address as its bytes: 4 for IPv4, 16 for IPv6. `canonical` is false where decimals have leading zeros. */
export interface IpAddress {
  readonly bytes: readonly number[];
  readonly canonical: boolean;
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bytes: parts.map(Number), canonical: parts.every((part) => part === "0" || !part.startsWith("0")) };
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const lastColon = text.lastIndexOf(":");
  const tail = text.slice(lastColon + 1);
  const embedded = tail.includes(".") ? parseIpv4(tail) : undefined;
  if (tail.includes(".") && embedded === undefined) return undefined;
  const [head, rest, more] = (embedded === undefined ? text : `${text.slice(0, lastColon + 1)}0:0`).split("::");
  if (more !== undefined || head === undefined) return undefined;
  const left = groupsOf(head);
  const right = rest === undefined ? [] : groupsOf(rest);
  if (left === undefined || right === undefined) return undefined;
  const missing = 16 - left.length - right.length;
  if (rest === undefined ? missing !== 0 : missing < 2) return undefined;
  const bytes = [...left, ...Array.from({ length: missing }, () => 0), ...right];
  if (embedded !== undefined) bytes.splice(12, 4, ...embedded.bytes);
  return { bytes, canonical: embedded?.canonical ?? true };
}

/**
 * Reads an address as leniently as upstream does, leading zeros included.
 * @see k8s.io/utils/net, `ParseIPSloppy`
 */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Whether the bytes are those of an IPv4 address written as IPv6. */
export function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** Where the longest run of two or more zero groups begins, and its length; the first of equals. */
function longestZeros(groups: readonly number[]): readonly [at: number, length: number] {
  let best: readonly [number, number] = [-1, 1];
  let length = 0;
  groups.forEach((group, index) => {
    length = group === 0 ? length + 1 : 0;
    if (length > best[1]) best = [index - length + 1, length];
  });
  return best;
}

function groupsText(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(":");
}

function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  const [at, length] = longestZeros(groups);
  if (at < 0) return groupsText(groups);
  return `${groupsText(groups.slice(0, at))}::${groupsText(groups.slice(at + length))}`;
}

/** The one way of writing an address; one of IPv4 written as IPv6 is one of IPv4. @see RFC 5952 */
export function ipText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  return isMapped(bytes) ? bytes.slice(12).join(".") : ipv6Text(bytes);
}

export function isIpv6(text: string): boolean {
  const ip = parseIp(text);
  return ip !== undefined && ip.bytes.length === 16 && !isMapped(ip.bytes);
}

/** Addresses or ranges that an update may repeat although they are wrong today. */
type Accepted = readonly string[];

/**
 * One IP address. Leading zeros and IPv4-mapped addresses are refused, as gate `StrictIPCIDRValidation` is on.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go, `IsValidIPForLegacyField` (1.36)
 */
export function validateIp(path: FieldPath, value: string, accepted: Accepted = []): readonly FieldError[] {
  if (accepted.includes(value)) return [];
  const ip = parseIp(value);
  if (ip === undefined) return [invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")];
  if (!ip.canonical) return [invalid(path, value, "must not have leading 0s")];
  if (isMapped(ip.bytes)) return [invalid(path, value, "must not be an IPv4-mapped IPv6 address")];
  return [];
}

function bitsBeyond(bytes: readonly number[], prefix: number): boolean {
  return bytes.some((byte, index) => (byte & (0xff >> Math.min(8, Math.max(0, prefix - index * 8)))) !== 0);
}

/** @see `IsValidCIDRForLegacyField` in the same file */
export function validateCidr(path: FieldPath, value: string, accepted: Accepted = []): readonly FieldError[] {
  if (accepted.includes(value)) return [];
  const slash = value.indexOf("/");
  const ip = slash < 0 ? undefined : parseIp(value.slice(0, slash));
  const length = value.slice(slash + 1);
  if (ip === undefined || !/^[0-9]+$/.test(length) || Number(length) > ip.bytes.length * 8)
    return [invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")];
  if (!ip.canonical || (length.length > 1 && length.startsWith("0")))
    return [invalid(path, value, "must not have leading 0s in IP or prefix length")];
  if (isMapped(ip.bytes)) return [invalid(path, value, "must not have an IPv4-mapped IPv6 address")];
  if (bitsBeyond(ip.bytes, Number(length)))
    return [invalid(path, value, "must not have bits set beyond the prefix length")];
  return [];
}

/**
 * Refuses addresses that no client could reach.
 * @see pkg/apis/core/validation/validation.go, `ValidateNonSpecialIP` (1.36)
 */
export function validateReachableIp(path: FieldPath, value: string): readonly FieldError[] {
  const bytes = parseIp(value)?.bytes;
  if (bytes === undefined) return [invalid(path, value, "must be a valid IP address")];
  const four = bytes.length === 4;
  const [first = 0, second = 0] = bytes;
  const errors: FieldError[] = [];
  const refuse = (detail: string): number => errors.push(invalid(path, value, detail));
  if (bytes.every((byte) => byte === 0)) refuse(`may not be unspecified (${value})`);
  if (four ? first === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0)))
    refuse("may not be in the loopback range (127.0.0.0/8, ::1/128)");
  if (four ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80)
    refuse("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
  if (four ? first === 224 && second === 0 && bytes[2] === 0 : first === 0xff && (second & 0x0f) === 2)
    refuse("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
  return errors;
}
