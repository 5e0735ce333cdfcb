import { describe, expect, it } from "vitest";
import { createResponder, type Transport } from "../../src/dns/responder.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { RCODES, type Edns, type Message } from "../../src/dns/wire/message.ts";
import { query } from "../serve/client.ts";
import { pod, service, zoneWith } from "./cluster.ts";

const PORTS = { ports: [{ name: "http", port: 80, protocol: "TCP" }] };
const many = Array.from({ length: 60 }, (_, at) => pod(`web-${at}`, "web", { ip: `10.244.${at}.5` }));
const zone = zoneWith([service("web", PORTS), ...many]);
const responder = createResponder(zone);

const WEB = ["web", "default", "svc", "cluster", "local"];
const EDNS: Edns = { udpSize: 1232, version: 0, dnssecOk: false, options: [] };

function ask(packet: Uint8Array, transport: Transport = "udp"): Message | undefined {
  const reply = responder.respond(packet, transport);
  return reply === undefined ? undefined : decodeMessage(reply);
}

function bytes(...parts: readonly (readonly number[] | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
}

const QUERY_HEADER = [0x12, 0x34, 0x01, 0, 0, 1, 0, 0, 0, 0, 0, 0];
const A_IN = [0, 1, 0, 1];

/** What a packet gets: silence, or a code and whether it is a header alone. */
function outcome(packet: Uint8Array): string {
  const reply = responder.respond(packet, "udp");
  if (reply === undefined) return "silence";
  const message = decodeMessage(reply);
  const rcode = message?.header.rcode;
  const name = Object.entries(RCODES).find(([, code]) => code === rcode)?.[0] ?? "?";
  return reply.length === 12 ? `${name} header` : name;
}

describe("what a packet gets", () => {
  it.each([
    ["an empty datagram", bytes(), "silence"],
    ["eleven bytes", bytes(QUERY_HEADER.slice(0, 11)), "silence"],
    ["an answer", query(WEB, "A", { header: { isResponse: true } }), "silence"],
    ["opcode NOTIFY", query(WEB, "A", { header: { opcode: 4 } }), "NOTIMP header"],
    ["opcode UPDATE", query(WEB, "A", { header: { opcode: 5 } }), "NOTIMP header"],
    ["opcode 15", query(WEB, "A", { header: { opcode: 15 } }), "NOTIMP header"],
    ["no question", bytes([0x12, 0x34, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "FORMERR header"],
    ["two questions", bytes([0x12, 0x34, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0], [0], A_IN, [0], A_IN), "FORMERR header"],
    ["a question that is missing", bytes(QUERY_HEADER), "FORMERR header"],
    ["a name cut off", bytes(QUERY_HEADER, [3], "we"), "FORMERR header"],
    ["a type cut off", bytes(QUERY_HEADER, [0, 0]), "FORMERR header"],
    ["a class cut off", bytes(QUERY_HEADER, [0, 0, 1, 0]), "FORMERR header"],
    ["a label length of 0x40", bytes(QUERY_HEADER, [0x40, 0], A_IN), "FORMERR header"],
    ["a label length of 0x80", bytes(QUERY_HEADER, [0x80, 0], A_IN), "FORMERR header"],
    ["a pointer to itself", bytes(QUERY_HEADER, [0xc0, 12], A_IN), "FORMERR header"],
    ["a pointer into the header", bytes(QUERY_HEADER, [0xc0, 2], A_IN), "FORMERR header"],
    ["a pointer forward", bytes(QUERY_HEADER, [0xc0, 18], A_IN, [0]), "FORMERR header"],
    ["a pointer past the end", bytes(QUERY_HEADER, [0xff, 0xff], A_IN), "FORMERR header"],
    [
      "a name of 256 bytes",
      bytes(QUERY_HEADER, ...Array.from({ length: 5 }, () => [[50], "a".repeat(50)]).flat(), [0], A_IN),
      "FORMERR header",
    ],
    ["records that are missing", bytes([...QUERY_HEADER.slice(0, 11), 1], [0], A_IN), "FORMERR header"],
    ["class CH", query(WEB, "TXT", { questionClass: 3 }), "REFUSED"],
    ["class ANY", query(WEB, "A", { questionClass: 255 }), "REFUSED"],
    ["type OPT", query(WEB, "OPT"), "FORMERR"],
    ["type TSIG", query(WEB, "TSIG"), "FORMERR"],
    ["type AXFR", query(["cluster", "local"], "AXFR"), "REFUSED"],
    ["type IXFR", query(["cluster", "local"], "IXFR"), "REFUSED"],
    ["type ANY", query(WEB, "ANY"), "NOERROR"],
    ["an unassigned type", query(WEB, "TYPE65280"), "NOERROR"],
    ["type DNSKEY", query(["cluster", "local"], "DNSKEY"), "NOERROR"],
    ["the root", query([], "NS"), "REFUSED"],
    ["the parent of a zone", query(["local"], "A"), "REFUSED"],
    ["a zone's name as the end of a label", query(["notcluster", "local"], "A"), "REFUSED"],
    ["a label with a dot in it", query(["web.default", "svc", "cluster", "local"], "A"), "NXDOMAIN"],
    ["a label with bytes over 127", query(["\u00e9\u0000", ...WEB.slice(1)], "A"), "NXDOMAIN"],
    ["a label of 63 bytes", query(["a".repeat(63), ...WEB.slice(1)], "A"), "NXDOMAIN"],
  ])("%s", (_, packet, expected) => {
    expect(outcome(packet)).toBe(expected);
  });

  it("ignores bytes after the last record and flags that belong in answers", () => {
    const packet = query(WEB, "A", { header: { aa: true, tc: true, ra: true, ad: true, rcode: 3 } });
    const reply = ask(bytes([...packet], [1, 2, 3]));
    expect(reply?.header).toMatchObject({ rcode: 0, aa: true, ra: false, ad: false, rd: true });
  });

  it("copies id, RD and CD", () => {
    const reply = ask(query(WEB, "AAAA", { header: { id: 77, rd: false, cd: true } }));
    expect(reply?.header).toMatchObject({ id: 77, rd: false, cd: true });
  });

  it("echoes the question's spelling, and answers with it", () => {
    const name = ["WEB-3", "Web", "DEFAULT", "svc", "Cluster", "Local"];
    const reply = ask(query(name, "A"));
    expect(reply?.questions[0]?.name).toEqual(name);
    expect(reply?.answer[0]?.name).toEqual(name);
  });

  it("is SERVFAIL with the question while the state cannot be read", () => {
    const reply = decodeMessage(createResponder(undefined).respond(query(WEB, "A"), "udp") ?? new Uint8Array());
    expect(reply?.header.rcode).toBe(RCODES.SERVFAIL);
    expect(reply?.questions[0]?.name).toEqual(WEB);
  });
});

describe("EDNS", () => {
  it("is answered with EDNS, and only then", () => {
    expect(ask(query(WEB, "AAAA"))?.edns).toBeUndefined();
    const reply = ask(query(WEB, "AAAA", { edns: { ...EDNS, dnssecOk: true } }));
    expect(reply?.edns).toEqual({ udpSize: 1232, version: 0, dnssecOk: true, options: [] });
    expect(ask(query(["example", "org"], "A", { edns: EDNS }))?.edns).toBeDefined();
  });

  it("of another version is BADVERS with the question and no records", () => {
    const reply = ask(query(WEB, "A", { edns: { ...EDNS, version: 1 } }));
    expect(reply).toMatchObject({ header: { rcode: RCODES.BADVERS }, answer: [], authority: [] });
    expect(reply?.questions).toHaveLength(1);
    expect(reply?.edns?.version).toBe(0);
  });

  it.each([1, 7, 9, 15, 41])("with a cookie of %i bytes is FORMERR", (length) => {
    const options = [{ code: 10, bytes: new Uint8Array(length) }];
    expect(ask(query(WEB, "A", { edns: { ...EDNS, options } }))?.header.rcode).toBe(RCODES.FORMERR);
  });

  it("ignores options it does not know", () => {
    const options = [3, 8, 9, 10, 11, 12, 65001].map((code) => ({ code, bytes: new Uint8Array(code === 10 ? 8 : 4) }));
    const reply = ask(query(WEB, "AAAA", { edns: { ...EDNS, options } }));
    expect(reply?.header.rcode).toBe(0);
    expect(reply?.edns?.options).toEqual([]);
  });

  it("twice, not at the root, or with an option that is cut off is FORMERR", () => {
    const plain = query(WEB, "A", { edns: EDNS });
    const opt = [...plain].slice(-11);
    const withCount = (packet: Uint8Array, count: number): Uint8Array =>
      Uint8Array.from(packet, (byte, at) => (at === 11 ? count : byte));
    expect(outcome(withCount(bytes([...plain], opt), 2))).toBe("FORMERR header");
    expect(outcome(bytes([...plain].slice(0, -11), [0xc0, 12], opt.slice(1)))).toBe("FORMERR header");
    expect(outcome(bytes([...plain].slice(0, -1), [4], [0, 3, 0, 9]))).toBe("FORMERR header");
  });
});

describe("sizes", () => {
  it("end at 512 bytes over UDP without EDNS, with whole records and TC", () => {
    const reply = responder.respond(query(WEB, "A"), "udp") ?? new Uint8Array();
    const message = decodeMessage(reply);
    expect(reply.length).toBeLessThanOrEqual(512);
    expect(message?.header.tc).toBe(true);
    expect(message?.answer).toHaveLength(29);
  });

  it("end at what the client takes, but not below 512 and not over 1232", () => {
    const size = (udpSize: number): number =>
      responder.respond(query(WEB, "SRV", { edns: { ...EDNS, udpSize } }), "udp")?.length ?? 0;
    expect(size(0)).toBeLessThanOrEqual(512);
    expect(size(900)).toBeLessThanOrEqual(900);
    expect(size(65_535)).toBeLessThanOrEqual(1232);
    expect(ask(query(WEB, "A", { edns: EDNS }))?.answer).toHaveLength(60);
  });

  it("have room for all over TCP", () => {
    const message = ask(query(WEB, "SRV"), "tcp");
    expect(message?.header.tc).toBe(false);
    expect(message?.answer).toHaveLength(60);
    expect(message?.additional).toHaveLength(60);
  });

  it("are the same for a question that comes again, under its own id", () => {
    const [one, two] = [1, 2].map((id) => responder.respond(query(WEB, "A", { header: { id } }), "udp"));
    expect(one?.subarray(2)).toEqual(two?.subarray(2));
    expect([one?.[1], two?.[1]]).toEqual([1, 2]);
  });
});

describe("a zone transfer", () => {
  it("is the zone between two SOA records, in messages that fit", () => {
    const messages = responder.transfer(query(["cluster", "local"], "AXFR"))?.map((one) => decodeMessage(one)) ?? [];
    const types = messages.flatMap((message) => message?.answer ?? []).map(({ data }) => data.type);
    expect(messages.length).toBeGreaterThan(1);
    expect([types[0], types.at(-1)]).toEqual(["SOA", "SOA"]);
    expect(types.filter((type) => type === "SOA")).toHaveLength(2);
    expect(types.filter((type) => type === "A")).toHaveLength(60 * 2 + 1);
  });

  it("is there for the apex of the cluster's zone alone", () => {
    expect(responder.transfer(query(WEB, "AXFR"))).toBeUndefined();
    expect(responder.transfer(query(["cluster", "local"], "A"))).toBeUndefined();
  });
});
