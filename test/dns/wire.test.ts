import dnsPacket, { type Answer, type Packet } from "dns-packet";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOfBytes } from "../../src/dns/address.ts";
import { printName, type Name } from "../../src/dns/name.ts";
import { typeCode, type DnsRecord, type RecordData } from "../../src/dns/record.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { encodeMessage } from "../../src/dns/wire/encode.ts";
import type { Message } from "../../src/dns/wire/message.ts";

const plainLabel = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,14}$/);
const anyLabel = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 63 })
  .map((bytes) => String.fromCharCode(...bytes));
const ends: readonly Name[] = [["svc", "cluster", "local"], ["cluster", "local"], []];

function names(label: fc.Arbitrary<string>): fc.Arbitrary<Name> {
  return fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom(...ends))
    .map(([labels, end]) => [...labels, ...end]);
}

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const ipv4 = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 })
  .map((one) => addressOfBytes(one).text);
const ipv6 = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 })
  .map((bytes) => addressOfBytes([0xfd, ...bytes.slice(1)]).text);

function dataOf(label: fc.Arbitrary<string>): fc.Arbitrary<RecordData> {
  const name = names(label);
  return fc.oneof(
    fc.record({ type: fc.constant("A" as const), address: ipv4 }),
    fc.record({ type: fc.constant("AAAA" as const), address: ipv6 }),
    fc.record({ type: fc.constantFrom("CNAME" as const, "PTR" as const, "NS" as const), target: name }),
    fc.record({ type: fc.constant("SRV" as const), priority: u16, weight: u16, port: u16, target: name }),
    fc.record({ type: fc.constant("MX" as const), preference: u16, target: name }),
    fc.record({
      type: fc.constant("TXT" as const),
      texts: fc.array(fc.stringMatching(/^[ -~]{0,40}$/), { minLength: 1 }),
    }),
    fc.record({
      type: fc.constant("SOA" as const),
      primary: name,
      mailbox: name,
      serial: u32,
      refresh: u32,
      retry: u32,
      expire: u32,
      minimum: u32,
    }),
  );
}

function records(label: fc.Arbitrary<string>): fc.Arbitrary<readonly DnsRecord[]> {
  const ttl = fc.integer({ min: 0, max: 0x7fffffff });
  return fc.array(fc.record({ name: names(label), ttl, data: dataOf(label) }), { maxLength: 6 });
}

function messages(label: fc.Arbitrary<string>): fc.Arbitrary<Message> {
  const flag = fc.boolean();
  return fc.record({
    header: fc.record({
      id: u16,
      isResponse: flag,
      opcode: fc.constant(0),
      aa: flag,
      tc: fc.constant(false),
      rd: flag,
      ra: flag,
      ad: flag,
      cd: flag,
      rcode: fc.integer({ min: 0, max: 5 }),
    }),
    questions: fc.array(fc.record({ name: names(label), type: u16, class: fc.constant(1) }), { maxLength: 1 }),
    answer: records(label),
    authority: records(label),
    additional: records(label),
    edns: fc.option(fc.record({ udpSize: u16, version: fc.constant(0), dnssecOk: flag, options: fc.constant([]) }), {
      nil: undefined,
    }),
  });
}

function bare(name: Name): string {
  return name.length === 0 ? "." : printName(name).slice(0, -1);
}

/** A record in the form of dns-packet. */
function foreign({ name, ttl, data }: DnsRecord): Answer {
  const base = { name: bare(name), ttl };
  switch (data.type) {
    case "A":
    case "AAAA":
      return { ...base, type: data.type, data: data.address };
    case "CNAME":
    case "PTR":
    case "NS":
      return { ...base, type: data.type, data: bare(data.target) };
    case "SRV": {
      const { priority, weight, port, target } = data;
      return { ...base, type: "SRV", data: { priority, weight, port, target: bare(target) } };
    }
    case "MX":
      return { ...base, type: "MX", data: { preference: data.preference, exchange: bare(data.target) } };
    case "TXT":
      return { ...base, type: "TXT", data: [...data.texts] };
    case "SOA": {
      const { primary, mailbox, type: _type, ...numbers } = data;
      return { ...base, type: "SOA", data: { mname: bare(primary), rname: bare(mailbox), ...numbers } };
    }
    case "other":
      throw new Error("not made here");
  }
}

/** What is compared of a foreign record. */
function shown(answers: readonly Answer[] | undefined): unknown {
  return (answers ?? [])
    .filter(({ type }) => type !== "OPT")
    .map((answer) => {
      const { name, type, data } = answer as unknown as { name: string; type: string; data: unknown };
      const texts =
        type === "TXT" ? (data as readonly Buffer[]).map((text) => Buffer.from(text).toString("latin1")) : data;
      return { name, type, ttl: (answer as unknown as { ttl: number }).ttl, data: canonical(type, texts) };
    });
}

function canonical(type: string, data: unknown): unknown {
  if (type !== "AAAA" || typeof data !== "string") return data;
  const groups = new URL(`http://[${data}]`).hostname;
  return groups.slice(1, -1);
}

describe("the wire format", () => {
  it("gives back every message that was written, whatever bytes its labels have", () => {
    fc.assert(
      fc.property(messages(anyLabel), (message) => {
        expect(decodeMessage(encodeMessage(message))).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  it("is read by dns-packet as it was meant", () => {
    fc.assert(
      fc.property(messages(plainLabel), (message) => {
        const packet: Packet = dnsPacket.decode(Buffer.from(encodeMessage(message)));
        expect(packet.id).toBe(message.header.id);
        expect(shown(packet.answers)).toEqual(message.answer.map(foreign));
        expect(shown(packet.authorities)).toEqual(message.authority.map(foreign));
        expect(shown(packet.additionals)).toEqual(message.additional.map(foreign));
      }),
      { numRuns: 300 },
    );
  });

  it("reads what dns-packet wrote", () => {
    fc.assert(
      fc.property(records(plainLabel), names(plainLabel), (answer, name) => {
        const bytes = dnsPacket.encode({
          type: "response",
          id: 7,
          questions: [{ type: "A", name: bare(name) }],
          answers: answer.map(foreign),
        });
        const message = decodeMessage(bytes);
        expect(message?.questions).toEqual([{ name, type: typeCode("A"), class: 1 }]);
        expect(message?.answer).toEqual(answer);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out whole records where there is no room, and says so", () => {
    fc.assert(
      fc.property(messages(plainLabel), fc.integer({ min: 300, max: 600 }), (message, limit) => {
        const bytes = encodeMessage(message, limit);
        expect(bytes.length).toBeLessThanOrEqual(limit);
        const read = decodeMessage(bytes);
        const isCut =
          (read?.answer.length ?? 0) < message.answer.length ||
          (read?.authority.length ?? 0) < message.authority.length;
        expect(read?.header.tc).toBe(isCut);
        expect(message.answer.slice(0, read?.answer.length)).toEqual(read?.answer);
      }),
      { numRuns: 200 },
    );
  });
});
