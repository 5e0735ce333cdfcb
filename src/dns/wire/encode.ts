import { parseIp } from "../../api/validation/ip.ts";
import type { Name } from "../name.ts";
import { codeOf, type DnsRecord, type RecordData } from "../record.ts";
import { CLASS_IN, MAX_MESSAGE_BYTES, type Edns, type Header, type Message } from "./message.ts";

/** Offsets that a compression pointer can hold. @see RFC 1035, section 4.1.4 */
const MAX_POINTER = 0x3fff;
const OPT = 41;
const OPT_BYTES = 11;

class Writer {
  bytes = new Uint8Array(512);
  length = 0;
  readonly #names = new Map<string, number>();

  #reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.#reserve(2);
    this.bytes[this.length++] = value >>> 8;
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  raw(bytes: ArrayLike<number>): void {
    this.#reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  text(text: string): void {
    this.#reserve(text.length + 1);
    this.bytes[this.length++] = text.length;
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at);
  }

  /** Writes a name; `mayPoint` allows its end to be a pointer. What is written can be pointed to in any case. */
  name(name: Name, mayPoint: boolean): void {
    for (let at = 0; at < name.length; at++) {
      const rest = suffixKey(name, at);
      const known = this.#names.get(rest);
      if (known !== undefined && mayPoint) {
        this.u16(0xc000 | known);
        return;
      }
      if (known === undefined && this.length <= MAX_POINTER) this.#names.set(rest, this.length);
      this.text(name[at] ?? "");
    }
    this.u8(0);
  }

  /** Forgets what was written from a place on. */
  rewind(length: number): void {
    for (const [key, offset] of this.#names) if (offset >= length) this.#names.delete(key);
    this.length = length;
  }

  setU16(at: number, value: number): void {
    this.bytes[at] = value >>> 8;
    this.bytes[at + 1] = value;
  }
}

/** Tells apart what joining with dots would not: lengths stand before labels. */
function suffixKey(name: Name, from: number): string {
  let key = "";
  for (let at = from; at < name.length; at++) {
    const label = name[at] ?? "";
    key += String.fromCharCode(label.length) + label;
  }
  return key;
}

/** SRV targets are written in full. @see RFC 2782 and RFC 3597, section 4 */
function writeData(writer: Writer, data: RecordData): void {
  switch (data.type) {
    case "A":
    case "AAAA":
      return writer.raw(parseIp(data.address)?.bytes ?? []);
    case "CNAME":
    case "PTR":
    case "NS":
      return writer.name(data.target, true);
    case "MX":
      writer.u16(data.preference);
      return writer.name(data.target, true);
    case "SRV":
      writer.u16(data.priority);
      writer.u16(data.weight);
      writer.u16(data.port);
      return writer.name(data.target, false);
    case "TXT":
      return data.texts.forEach((text) => writer.text(text));
    case "SOA": {
      const { serial, refresh, retry, expire, minimum } = data;
      writer.name(data.primary, true);
      writer.name(data.mailbox, true);
      return [serial, refresh, retry, expire, minimum].forEach((value) => writer.u32(value));
    }
    case "other":
      return writer.raw(data.bytes);
  }
}

function writeRecord(writer: Writer, { name, ttl, data }: DnsRecord): void {
  writer.name(name, true);
  writer.u16(codeOf(data));
  writer.u16(CLASS_IN);
  writer.u32(ttl);
  const at = writer.length;
  writer.u16(0);
  writeData(writer, data);
  writer.setU16(at, writer.length - at - 2);
}

function bit(on: boolean, place: number): number {
  return on ? 1 << place : 0;
}

function flagsOf({ isResponse, opcode, aa, tc, rd, ra, ad, cd, rcode }: Header): number {
  const high = bit(isResponse, 15) | (opcode << 11) | bit(aa, 10) | bit(tc, 9) | bit(rd, 8);
  return high | bit(ra, 7) | bit(ad, 5) | bit(cd, 4) | (rcode & 15);
}

function writeEdns(writer: Writer, { udpSize, version, dnssecOk, options }: Edns, rcode: number): void {
  writer.u8(0);
  writer.u16(OPT);
  writer.u16(udpSize);
  writer.u8(rcode >> 4);
  writer.u8(version);
  writer.u16(dnssecOk ? 0x8000 : 0);
  const at = writer.length;
  writer.u16(0);
  for (const { code, bytes } of options) {
    writer.u16(code);
    writer.u16(bytes.length);
    writer.raw(bytes);
  }
  writer.setU16(at, writer.length - at - 2);
}

function ednsBytes(edns: Edns | undefined): number {
  if (edns === undefined) return 0;
  return edns.options.reduce((sum, { bytes }) => sum + 4 + bytes.length, OPT_BYTES);
}

const TC = 0x02;

/**
 * A message as bytes, names compressed. Records that `limit` has no room for are left out whole, the last first; TC is
 * set when one of the answer or the authority section is. Missing additional records alone do not count as truncation.
 * @see RFC 1035, section 4; RFC 2181, section 9
 */
export function encodeMessage(message: Message, limit = MAX_MESSAGE_BYTES): Uint8Array {
  const { header, questions, edns } = message;
  const writer = new Writer();
  const room = limit - ednsBytes(edns);
  writer.u16(header.id);
  writer.u16(flagsOf(header));
  for (let at = 0; at < 4; at++) writer.u16(0);
  writer.setU16(4, questions.length);
  for (const question of questions) {
    writer.name(question.name, true);
    writer.u16(question.type);
    writer.u16(question.class);
  }
  let isFull = false;
  const sections = [message.answer, message.authority, message.additional];
  const counts = sections.map((records, section) => {
    let count = 0;
    for (const record of isFull ? [] : records) {
      const before = writer.length;
      writeRecord(writer, record);
      if (writer.length > room) {
        writer.rewind(before);
        isFull = true;
        break;
      }
      count++;
    }
    if (count < records.length && section < 2) writer.bytes[2] = (writer.bytes[2] ?? 0) | TC;
    return count;
  });
  if (edns !== undefined) writeEdns(writer, edns, header.rcode);
  const [answers = 0, authorities = 0, additionals = 0] = counts;
  writer.setU16(6, answers);
  writer.setU16(8, authorities);
  writer.setU16(10, additionals + (edns === undefined ? 0 : 1));
  return writer.bytes.subarray(0, writer.length);
}
