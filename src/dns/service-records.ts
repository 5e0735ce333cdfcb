import type { Candidate } from "./endpoints.ts";
import type { Name } from "./name.ts";
import type { DnsRecord } from "./record.ts";
import type { Zone } from "./zone.ts";

interface Asked {
  readonly zone: Zone;
  /** The zone's name as the question spells it. */
  readonly apex: Name;
  readonly name: Name;
  readonly limit: number;
}

/** @see coredns, plugin/backend_lookup.go, `SRV` (1.14): every priority is 0, so weights are shared by all */
function weightOf(count: number): number {
  return Math.max(1, Math.floor(100 / count));
}

/**
 * SRV records with the addresses of their targets. The weight counts every address before any is left out for having
 * no port or for being there already.
 * @see coredns, plugin/backend_lookup.go, `SRV` (1.14)
 */
export function serviceRecords(
  { zone, apex, name, limit }: Asked,
  candidates: readonly Candidate[],
): { readonly answer: readonly DnsRecord[]; readonly additional: readonly DnsRecord[] } {
  const { ttl } = zone.config;
  const count = candidates.reduce((sum, { address }) => (address === undefined ? sum : sum + 1), 0);
  const weight = weightOf(count);
  const answer = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  const targets = new Map<Name, Name>();
  for (const { address, owner, port } of candidates) {
    if (answer.size >= limit) break;
    if (address === undefined || port < 0) continue;
    let target = targets.get(owner);
    if (target === undefined) targets.set(owner, (target = [...owner, ...apex]));
    const key = owner.join(".");
    const record = `${key} ${port}`;
    if (!answer.has(record))
      answer.set(record, { name, ttl, data: { type: "SRV", priority: 0, weight, port, target } });
    const at = `${key} ${address.text}`;
    if (!additional.has(at)) {
      additional.set(at, { name: target, ttl, data: { type: address.type, address: address.text } });
    }
  }
  return { answer: [...answer.values()], additional: [...additional.values()] };
}
