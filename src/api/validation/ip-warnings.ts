import { printPath, type FieldPath } from "../../base/field-path.ts";
import { goText } from "../../base/go-text.ts";
import { ipText, isIpv6, isMapped, parseIp } from "./ip.ts";

/** The range without the bits beyond its prefix. */
function masked(bytes: readonly number[], prefix: number): readonly number[] {
  return bytes.map((byte, index) => byte & ~(0xff >> Math.min(8, Math.max(0, prefix - index * 8))));
}

/**
 * What is said about an address: of one that is accepted only because it was there before, or that nobody validates, too.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go, `GetWarningsForIP` (1.36)
 */
export function ipWarnings(path: FieldPath, value: string): readonly string[] {
  const ip = parseIp(value);
  if (ip === undefined) return [];
  const better = ipText(ip.bytes);
  if (!ip.canonical || isMapped(ip.bytes))
    return [`${printPath(path)}: non-standard IP address ${goText(value)} is invalid: use ${goText(better)}`];
  if (!isIpv6(value) || value === better) return [];
  return [
    `${printPath(path)}: IPv6 address ${goText(value)} should be in RFC 5952 canonical format (${goText(better)})`,
  ];
}

/** @see `GetWarningsForCIDR` in the same file */
export function cidrWarnings(path: FieldPath, value: string): readonly string[] {
  const [address = "", length = ""] = value.split("/");
  const ip = parseIp(address);
  if (ip === undefined || !/^[0-9]+$/.test(length) || Number(length) > ip.bytes.length * 8) return [];
  const prefix = Number(length);
  const [own, range] = [ipText(ip.bytes), ipText(masked(ip.bytes, prefix))];
  const better = `${range}/${isMapped(ip.bytes) ? prefix - 96 : prefix}`;
  const warnings: string[] = [];
  if (own !== range) {
    const choice = `${goText(better)} or ${goText(`${own}/${ip.bytes.length * 8}`)}`;
    warnings.push(`CIDR value ${goText(value)} is ambiguous in this context (should be ${choice}?)`);
  }
  const isStandard = ip.canonical && String(prefix) === length && !isMapped(ip.bytes);
  if (!isStandard) warnings.push(`non-standard CIDR value ${goText(value)} is invalid: use ${goText(better)}`);
  if (warnings.length === 0 && isIpv6(address) && value !== better)
    warnings.push(`IPv6 CIDR value ${goText(value)} should be in RFC 5952 canonical format (${goText(better)})`);
  return warnings.map((warning) => `${printPath(path)}: ${warning}`);
}
