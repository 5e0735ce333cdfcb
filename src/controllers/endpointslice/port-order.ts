import type { EndpointPort } from "../../api/kinds/endpointslice/types.ts";
import { byBytes } from "../../base/json.ts";

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const MASK = (1n << 128n) - 1n;

/** 128-bit FNV-1a over UTF-8 bytes, as hexadecimal text. */
function fnv128a(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(32, "0");
}

/** A port as Go prints the struct, which is what upstream hashes. */
function goText({ name = "", protocol = "TCP", port, appProtocol }: EndpointPort): string {
  const fields = [
    `Name:(*string)${name}`,
    `Protocol:(*v1.Protocol)${protocol}`,
    `Port:(*int32)${port ?? "<nil>"}`,
    `AppProtocol:(*string)${appProtocol ?? "<nil>"}`,
  ];
  return `(v1.EndpointPort){${fields.join(" ")}}`;
}

/**
 * Ports in the order of a slice: by a hash of each, so that the order says nothing but is always the same.
 * @see staging/src/k8s.io/endpointslice/util/controller_utils.go, `portsInOrder` (1.36)
 */
export function inSliceOrder(ports: readonly EndpointPort[]): readonly EndpointPort[] {
  if (ports.length < 2) return ports;
  const hashed = ports.map((port) => ({ port, hash: fnv128a(goText(port)) }));
  return hashed.sort((a, b) => byBytes(a.hash, b.hash)).map(({ port }) => port);
}
