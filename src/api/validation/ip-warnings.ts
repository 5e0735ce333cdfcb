import { printPath, type FieldPath } from "../../base/field-path.ts";
import { goText } from "../../base/go-text.ts";
import { isIpv6, parseIp } from "./ip.ts";

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function print(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(":");
}

/** The one way of writing an IPv6 address. @see RFC 5952 */
function canonical(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0));
  const { start, length } = longestZeros(groups);
  if (length < 2) return print(groups);
  return `${print(groups.slice(0, start))}::${print(groups.slice(start + length))}`;
}

function warn(path: FieldPath, what: string, value: string, better: string): readonly string[] {
  if (value === better) return [];
  const advice = `should be in RFC 5952 canonical format (${goText(better)})`;
  return [`${printPath(path)}: ${what} ${goText(value)} ${advice}`];
}

/**
 * What is said about an address that is accepted. Those that are accepted only when they were there before say nothing.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go, `GetWarningsForIP` (1.36)
 */
export function ipWarnings(path: FieldPath, value: string): readonly string[] {
  const ip = isIpv6(value) ? parseIp(value) : undefined;
  return ip === undefined ? [] : warn(path, "IPv6 address", value, canonical(ip.bytes));
}

/** @see `GetWarningsForCIDR` in the same file */
export function cidrWarnings(path: FieldPath, value: string): readonly string[] {
  const [address = "", length = ""] = value.split("/");
  const ip = isIpv6(address) ? parseIp(address) : undefined;
  return ip === undefined ? [] : warn(path, "IPv6 CIDR value", value, `${canonical(ip.bytes)}/${length}`);
}
