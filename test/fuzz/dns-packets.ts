import { chanceBits } from "../../src/base/chance.ts";
import { createResponder, type Responder, type Transport } from "../../src/dns/responder.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { encodeMessage } from "../../src/dns/wire/encode.ts";
import { typeCode } from "../../src/dns/record.ts";
import { pod, service, zoneWith } from "../dns/cluster.ts";

/** Numbers that follow from a seed. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 up to, not including, `sides`. */
  roll(sides: number): number {
    this.#state = chanceBits(this.#state, "dice");
    return this.#state % sides;
  }
}

const WEB = ["web", "default", "svc", "cluster", "local"];
const NAMES = [
  WEB,
  ["web-0", ...WEB],
  ["_http", "_tcp", ...WEB],
  ["alias", ...WEB.slice(1)],
  ["cluster", "local"],
  ["5", "0", "244", "10", "in-addr", "arpa"],
  ["10-244-0-5", "default", "pod", "cluster", "local"],
  ["example", "org"],
  [],
];
const TYPES = [
  "A",
  "AAAA",
  "SRV",
  "TXT",
  "SOA",
  "NS",
  "PTR",
  "CNAME",
  "MX",
  "ANY",
  "AXFR",
  "OPT",
  "HTTPS",
  "TYPE65280",
];

function sound(dice: Dice): Uint8Array {
  const flags = { opcode: 0, aa: false, tc: false, rd: true, ra: false, ad: false, cd: false, rcode: 0 };
  const option = { code: dice.roll(16), bytes: new Uint8Array(dice.roll(12)) };
  const edns = { udpSize: dice.roll(0x10000), version: dice.roll(2), dnssecOk: true, options: [option] };
  const question = {
    name: NAMES[dice.roll(NAMES.length)] ?? [],
    type: typeCode(TYPES[dice.roll(TYPES.length)] ?? "A") ?? 0,
    class: dice.roll(8) === 0 ? dice.roll(256) : 1,
  };
  return encodeMessage({
    header: { id: dice.roll(0x10000), isResponse: dice.roll(16) === 0, ...flags },
    questions: [question],
    answer: [],
    authority: [],
    additional: [],
    edns: dice.roll(2) === 0 ? edns : undefined,
  });
}

/** Bytes at which parsers go wrong: lengths, pointers, ends. */
const EVIL = [0, 1, 12, 63, 64, 0x80, 0xc0, 0xff];

function mutated(packet: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.roll(Math.max(1, packet.length));
  switch (dice.roll(6)) {
    case 0:
      return packet.slice(0, at);
    case 1:
      return Uint8Array.from([...packet.subarray(0, at), dice.roll(256), ...packet.subarray(at)]);
    case 2:
      return Uint8Array.from([...packet.subarray(0, at), ...packet.subarray(at + 1)]);
    case 3:
      return Uint8Array.from([...packet, ...packet.subarray(at)]);
    case 4:
      return packet.map((byte, place) => (place === at ? dice.roll(256) : byte));
    default:
      return packet.map((byte, place) => (place === at ? (EVIL[dice.roll(EVIL.length)] ?? 0) : byte));
  }
}

export interface Fuzzed {
  readonly packets: number;
  readonly answered: number;
  /** The longest that one packet took, in milliseconds. */
  readonly slowestMs: number;
}

const MAX_UDP_BYTES = 1232;

function check(packet: Uint8Array, reply: Uint8Array | undefined, transport: Transport): void {
  const isAnswer = packet.length >= 12 && ((packet[2] ?? 0) & 0x80) !== 0;
  if (reply === undefined) {
    if (packet.length >= 12 && !isAnswer) throw new Error(`no answer to ${hex(packet)}`);
    return;
  }
  if (isAnswer) throw new Error(`an answer to an answer: ${hex(packet)}`);
  if (transport === "udp" && reply.length > MAX_UDP_BYTES) throw new Error(`too long an answer to ${hex(packet)}`);
  const message = decodeMessage(reply);
  if (message?.header.isResponse !== true) throw new Error(`an answer that is none to ${hex(packet)}`);
  if (reply[0] !== packet[0] || reply[1] !== packet[1]) throw new Error(`another id in the answer to ${hex(packet)}`);
}

function hex(packet: Uint8Array): string {
  return Buffer.from(packet).toString("hex");
}

function responderToFuzz(): Responder {
  const pods = Array.from({ length: 100 }, (_, at) => pod(`web-${at}`, "web", { ip: `10.244.0.${at}` }));
  const alias = service("alias", { type: "ExternalName", externalName: "web.default.svc.cluster.local" });
  const web = service("web", { ports: [{ name: "http", port: 80 }] });
  return createResponder(zoneWith([web, alias, ...pods]));
}

/**
 * Mutates sound questions and has them answered: no crash, an answer to everything but answers and scraps, and none too
 * long or unreadable. The same seed, the same packets.
 */
export function fuzzResponder(count: number, seed: number, clock: () => number): Fuzzed {
  const responder = responderToFuzz();
  const dice = new Dice(seed);
  let answered = 0;
  let slowestMs = 0;
  for (let at = 0; at < count; at++) {
    let packet = sound(dice);
    for (let times = dice.roll(4); times > 0; times--) packet = mutated(packet, dice);
    const transport = dice.roll(8) === 0 ? "tcp" : "udp";
    const begin = clock();
    const reply = responder.respond(packet, transport);
    if (transport === "tcp") responder.transfer(packet);
    slowestMs = Math.max(slowestMs, clock() - begin);
    check(packet, reply, transport);
    if (reply !== undefined) answered++;
  }
  return { packets: count, answered, slowestMs };
}
