import { answer } from "./answer.ts";
import type { Question, Reply } from "./question.ts";
import { typeName } from "./record.ts";
import { replyMessage } from "./reply-message.ts";
import type { Zone } from "./zone.ts";
import { zoneRecords } from "./zone-records.ts";
import { decodeHeader, decodeMessage } from "./wire/decode.ts";
import { encodeMessage } from "./wire/encode.ts";
import {
  CLASS_IN,
  MAX_MESSAGE_BYTES,
  OPCODE_QUERY,
  RCODES,
  type Edns,
  type Header,
  type Message,
} from "./wire/message.ts";

export type Transport = "udp" | "tcp";

/**
 * Answers packets from a zone, or with SERVFAIL while there is none.
 * @see RFC 1035, RFC 6891, RFC 9619
 */
export interface Responder {
  /** The answer to a packet; undefined where silence is the answer. */
  respond(packet: Uint8Array, transport: Transport): Uint8Array | undefined;
  /** The messages of a zone transfer; undefined when the packet asks for none that there is. */
  transfer(packet: Uint8Array): readonly Uint8Array[] | undefined;
}

/** The largest answer sent over UDP, and offered to clients. @see the DNS flag day 2020 */
const MAX_UDP_BYTES = 1232;
const MIN_UDP_BYTES = 512;
/** An answer's record takes no less: a pointer, type, class, TTL, length, an IPv4 address. */
const MIN_RECORD_BYTES = 16;

function failure(query: Header, rcode: keyof typeof RCODES): Uint8Array {
  const { id, opcode, rd } = query;
  const flags = { isResponse: true, aa: false, tc: false, ra: false, ad: false, cd: false };
  const header: Header = { id, opcode, rd, ...flags, rcode: RCODES[rcode] };
  return encodeMessage({ header, questions: [], answer: [], authority: [], additional: [], edns: undefined });
}

function ednsReply(query: Edns): Edns {
  return { udpSize: MAX_UDP_BYTES, version: 0, dnssecOk: query.dnssecOk, options: [] };
}

/** An answer of nothing but a code. */
function bare(rcode: Reply["rcode"]): Reply {
  return { rcode, isAuthoritative: false, answer: [], authority: [], additional: [] };
}

/** Types that are no questions. */
const META_TYPES: ReadonlySet<string> = new Set(["OPT", "TKEY", "TSIG"]);

function limitOf(edns: Edns | undefined, transport: Transport): number {
  if (transport === "tcp") return MAX_MESSAGE_BYTES;
  return edns === undefined ? MIN_UDP_BYTES : Math.min(MAX_UDP_BYTES, Math.max(MIN_UDP_BYTES, edns.udpSize));
}

function replyTo(zone: Zone | undefined, message: Message, question: Question, limit: number): Reply {
  if ((message.edns?.version ?? 0) > 0) return bare("BADVERS");
  if (message.questions[0]?.class !== CLASS_IN) return bare("REFUSED");
  if (META_TYPES.has(question.type)) return bare("FORMERR");
  if (zone === undefined) return bare("SERVFAIL");
  return answer(zone, question, Math.ceil(limit / MIN_RECORD_BYTES));
}

/** What a packet that is no plain query gets: nothing, or a header alone. Undefined for a query to be answered. */
function rejection(packet: Uint8Array, header: Header): "FORMERR" | "NOTIMP" | undefined {
  if (header.opcode !== OPCODE_QUERY) return "NOTIMP";
  const questions = ((packet[4] ?? 0) << 8) | (packet[5] ?? 0);
  return questions === 1 ? undefined : "FORMERR";
}

function answerTo(zone: Zone | undefined, packet: Uint8Array, header: Header, transport: Transport): Uint8Array {
  const message = decodeMessage(packet);
  const [asked] = message?.questions ?? [];
  if (message === undefined || asked === undefined) return failure(header, "FORMERR");
  const question = { name: asked.name, type: typeName(asked.type) };
  const limit = limitOf(message.edns, transport);
  const reply = replyTo(zone, message, question, limit);
  const edns = message.edns === undefined ? undefined : ednsReply(message.edns);
  const { id, rd, cd } = header;
  const answered = replyMessage(question, reply, { id, rd, cd, edns });
  const questions = [asked];
  return encodeMessage({ ...answered, questions }, limit);
}

/** Records in one message of a transfer: few enough that they fit, whatever their names are. */
const RECORDS_PER_MESSAGE = 120;

function transferOf(zone: Zone, packet: Uint8Array): readonly Uint8Array[] | undefined {
  const message = decodeMessage(packet);
  const [asked] = message?.questions ?? [];
  if (message === undefined || asked === undefined || asked.class !== CLASS_IN) return undefined;
  const place = zone.placeOf(asked.name);
  if (typeName(asked.type) !== "AXFR" || place === undefined || place.labels.length > 0 || place.isReverse) {
    return undefined;
  }
  const soa = answer(zone, { name: asked.name, type: "SOA" }).answer;
  const records = [...soa, ...zoneRecords(zone), ...soa];
  const { id, rd, cd } = message.header;
  const question = { name: asked.name, type: "AXFR" };
  const count = Math.ceil(records.length / RECORDS_PER_MESSAGE);
  return Array.from({ length: count }, (_, at) => {
    const part = records.slice(at * RECORDS_PER_MESSAGE, (at + 1) * RECORDS_PER_MESSAGE);
    const reply: Reply = { rcode: "NOERROR", isAuthoritative: true, answer: part, authority: [], additional: [] };
    return encodeMessage(replyMessage(question, reply, { id, rd, cd, edns: undefined }));
  });
}

/** Answers over UDP kept for questions that come again; all are forgotten when there are more. */
const MAX_KEPT = 10_000;
/** Longer packets are not worth remembering. */
const MAX_KEPT_QUERY_BYTES = 300;

/** All that an answer depends on but the id, as text: one character a byte. */
function keyOf(packet: Uint8Array): string {
  let key = "";
  for (let at = 2; at < packet.length; at++) key += String.fromCharCode(packet[at] ?? 0);
  return key;
}

function withId(bytes: Uint8Array, packet: Uint8Array): Uint8Array {
  const own = bytes.slice();
  own[0] = packet[0] ?? 0;
  own[1] = packet[1] ?? 0;
  return own;
}

/** A responder over one state of a zone: what it answered once over UDP it answers again without looking. */
export function createResponder(zone: Zone | undefined): Responder {
  const kept = new Map<string, Uint8Array>();

  function respond(packet: Uint8Array, transport: Transport): Uint8Array | undefined {
    const header = decodeHeader(packet);
    if (header === undefined || header.isResponse) return undefined;
    const rejected = rejection(packet, header);
    if (rejected !== undefined) return failure(header, rejected);
    if (transport === "tcp" || packet.length > MAX_KEPT_QUERY_BYTES) return answerTo(zone, packet, header, transport);
    const key = keyOf(packet);
    let bytes = kept.get(key);
    if (bytes === undefined) {
      bytes = answerTo(zone, packet, header, transport);
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, bytes);
    }
    return withId(bytes, packet);
  }

  return { respond, transfer: (packet) => (zone === undefined ? undefined : transferOf(zone, packet)) };
}
