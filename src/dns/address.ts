import { ipText, isMapped, parseIp } from "../api/validation/ip.ts";
import type { Name } from "./name.ts";

/** An address in its canonical text. An IPv4 address written as IPv6 is an IPv4 address. */
export interface Address {
  readonly text: string;
  readonly type: "A" | "AAAA";
}

/** The address that bytes are: 4 or 16 of them. */
export function addressOfBytes(bytes: readonly number[]): Address {
  return { text: ipText(bytes), type: bytes.length === 4 || isMapped(bytes) ? "A" : "AAAA" };
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
