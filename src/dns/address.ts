import { parseIp } from "../api/validation/ip.ts";
import type { Name } from "./name.ts";

/** An address in its canonical text. An IPv4 address written as IPv6 is an IPv4 address. */
export interface Address {
  readonly text: string;
  readonly type: "A" | "AAAA";
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

/** @see RFC 5952 */
function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  const [at, length] = longestZeros(groups);
  if (at < 0) return groupsText(groups);
  return `${groupsText(groups.slice(0, at))}::${groupsText(groups.slice(at + length))}`;
}

const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/** The address that bytes are: 4 or 16 of them. */
export function addressOfBytes(bytes: readonly number[]): Address {
  if (bytes.length === 4) return { text: bytes.join("."), type: "A" };
  if (MAPPED_PREFIX.every((byte, index) => byte === bytes[index])) return addressOfBytes(bytes.slice(12));
  return { text: ipv6Text(bytes), type: "AAAA" };
}

/** Reads an address; undefined when the text is none. Decimals with leading zeros are none. */
export function addressOf(text: string): Address | undefined {
  const ip = parseIp(text);
  return ip === undefined || !ip.canonical ? undefined : addressOfBytes(ip.bytes);
}

/**
 * An address as a label: dots and colons become dashes, and nothing ends in a dash.
 * @see coredns, plugin/kubernetes/kubernetes.go, `endpointHostname` (1.14)
 */
export function dashed(text: string): string {
  if (text.includes(".")) return text.replaceAll(".", "-");
  return (text.endsWith("::") ? `${text}0` : text).replaceAll(":", "-");
}

/**
 * The text that a label of a pod's address stands for; it need not be an address.
 * @see coredns, plugin/kubernetes/kubernetes.go, `findPods` (1.14)
 */
export function undashed(label: string): string {
  const dashes = label.split("-").length - 1;
  return label.replaceAll("-", dashes === 3 && !label.includes("--") ? "." : ":");
}

/** The name that asks for an address's own: under `in-addr.arpa` or `ip6.arpa`. */
export function reverseName({ text, type }: Address): Name {
  const bytes = parseIp(text)?.bytes ?? [];
  if (type === "A") return [...bytes.map(String).reverse(), "in-addr", "arpa"];
  const nibbles = bytes.flatMap((byte) => [(byte >> 4).toString(16), (byte & 15).toString(16)]);
  return [...nibbles.reverse(), "ip6", "arpa"];
}

/** The address that lower-case labels below a reverse zone spell in full; undefined when they do not. */
export function addressOfReverse(labels: Name, zone: Name): Address | undefined {
  if (zone[0] === "in-addr") return labels.length === 4 ? addressOf(labels.toReversed().join(".")) : undefined;
  if (labels.length !== 32 || !labels.every((label) => /^[0-9a-f]$/.test(label))) return undefined;
  const digits = labels.toReversed().join("");
  return addressOfBytes(Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16)));
}
