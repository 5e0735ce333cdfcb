import { addressOfBytes } from "../address.ts";
import type { Name } from "../name.ts";
import { typeName, type DnsRecord, type RecordData } from "../record.ts";
import { CLASS_IN, HEADER_BYTES, type Edns, type Header, type Message, type WireQuestion } from "./message.ts";

/** The bytes are no message. Never leaves this file. */
class Malformed extends Error {}

const MAX_NAME_BYTES = 255;
/** More than honest senders use for one name; bounds the work that a packet can make. */
const MAX_POINTERS = 32;
const OPT = 41;

class Reader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  u8(): number {
    if (this.at >= this.end) throw new Malformed();
    return this.bytes[this.at++] ?? 0;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  u32(): number {
    return this.u16() * 0x1_0000 + this.u16();
  }

  raw(count: number): Uint8Array {
    if (this.at + count > this.end) throw new Malformed();
    return this.bytes.slice(this.at, (this.at += count));
  }

  text(count: number): string {
    return String.fromCharCode(...this.raw(count));
  }

  /** Pointers may only lead to before the name they end, so that there is no loop; and only so many in a row. */
  name(): Name {
    const labels: string[] = [];
    let reader = new Reader(this.bytes, this.at, this.end);
    let start = this.at;
    let end: number | undefined;
    let size = 1;
    for (let pointers = 0; ;) {
      const length = reader.u8();
      if (length === 0) {
        this.at = end ?? reader.at;
        return labels;
      }
      if (length >= 0xc0) {
        const target = ((length & 0x3f) << 8) | reader.u8();
        if (target < HEADER_BYTES || target >= start || ++pointers > MAX_POINTERS) throw new Malformed();
        end ??= reader.at;
        start = target;
        reader = new Reader(this.bytes, target);
      } else {
        if (length > 63) throw new Malformed();
        size += length + 1;
        if (size > MAX_NAME_BYTES) throw new Malformed();
        labels.push(reader.text(length));
      }
    }
  }
}

function headerOf(bytes: Uint8Array): Header {
  const [, , high = 0, low = 0] = bytes;
  return {
    id: ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0),
    isResponse: (high & 0x80) !== 0,
    opcode: (high >> 3) & 15,
    aa: (high & 4) !== 0,
    tc: (high & 2) !== 0,
    rd: (high & 1) !== 0,
    ra: (low & 0x80) !== 0,
    ad: (low & 0x20) !== 0,
    cd: (low & 0x10) !== 0,
    rcode: low & 15,
  };
}

/** The header of a message; undefined when there are not bytes enough for one. */
export function decodeHeader(bytes: Uint8Array): Header | undefined {
  return bytes.length < HEADER_BYTES ? undefined : headerOf(bytes);
}

function readTexts(reader: Reader): readonly string[] {
  const texts: string[] = [];
  while (reader.at < reader.end) texts.push(reader.text(reader.u8()));
  return texts;
}

function readAddress(reader: Reader, count: number): string {
  return addressOfBytes([...reader.raw(count)]).text;
}

/** An IPv4 address written as IPv6 has no other text that would lead back to sixteen bytes. */
function readIpv6(reader: Reader, code: number): RecordData {
  const bytes = reader.raw(16);
  const { text, type } = addressOfBytes([...bytes]);
  return type === "AAAA" ? { type, address: text } : { type: "other", code, bytes };
}

function readSoa(reader: Reader): RecordData {
  const [primary, mailbox] = [reader.name(), reader.name()];
  const [serial, refresh, retry] = [reader.u32(), reader.u32(), reader.u32()];
  const [expire, minimum] = [reader.u32(), reader.u32()];
  return { type: "SOA", primary, mailbox, serial, refresh, retry, expire, minimum };
}

function readSrv(reader: Reader): RecordData {
  const [priority, weight, port] = [reader.u16(), reader.u16(), reader.u16()];
  return { type: "SRV", priority, weight, port, target: reader.name() };
}

function readData(reader: Reader, code: number): RecordData {
  const type = typeName(code);
  switch (type) {
    case "A":
      return { type, address: readAddress(reader, 4) };
    case "AAAA":
      return readIpv6(reader, code);
    case "NS":
    case "CNAME":
    case "PTR":
      return { type, target: reader.name() };
    case "MX":
      return { type, preference: reader.u16(), target: reader.name() };
    case "SRV":
      return readSrv(reader);
    case "TXT":
      return { type, texts: readTexts(reader) };
    case "SOA":
      return readSoa(reader);
    default:
      return { type: "other", code, bytes: reader.raw(reader.end - reader.at) };
  }
}

/** Lengths that a cookie can have. @see RFC 7873, section 4 */
function isCookie(length: number): boolean {
  return length === 8 || (length >= 16 && length <= 40);
}

const COOKIE = 10;

function readEdns(reader: Reader, head: { udpSize: number; ttl: number }): Edns {
  const options: { code: number; bytes: Uint8Array }[] = [];
  while (reader.at < reader.end) {
    const code = reader.u16();
    const bytes = reader.raw(reader.u16());
    if (code === COOKIE && !isCookie(bytes.length)) throw new Malformed();
    options.push({ code, bytes });
  }
  return {
    udpSize: head.udpSize,
    version: (head.ttl >>> 16) & 255,
    dnssecOk: (head.ttl & 0x8000) !== 0,
    options,
  };
}

interface Section {
  readonly records: readonly DnsRecord[];
  readonly edns: Edns | undefined;
  /** The upper bits of the response code. */
  readonly rcode: number;
}

/** Reads a section; an OPT record may stand in the additional one, once, at the root. */
function readSection(reader: Reader, count: number, isAdditional: boolean): Section {
  const records: DnsRecord[] = [];
  let edns: Edns | undefined;
  let rcode = 0;
  for (let index = 0; index < count; index++) {
    const name = reader.name();
    const code = reader.u16();
    const recordClass = reader.u16();
    const ttl = reader.u32();
    const length = reader.u16();
    if (reader.at + length > reader.end) throw new Malformed();
    const inner = new Reader(reader.bytes, reader.at, reader.at + length);
    reader.at += length;
    if (code === OPT) {
      if (!isAdditional || edns !== undefined || name.length > 0) throw new Malformed();
      edns = readEdns(inner, { udpSize: recordClass, ttl });
      rcode = ttl >>> 24;
    } else if (recordClass === CLASS_IN && length > 0) {
      records.push({ name, ttl, data: readData(inner, code) });
      if (inner.at !== inner.end) throw new Malformed();
    }
  }
  return { records, edns, rcode };
}

function read(bytes: Uint8Array): Message {
  const header = headerOf(bytes);
  const reader = new Reader(bytes, 4);
  const questionCount = reader.u16();
  const counts = [reader.u16(), reader.u16(), reader.u16()] as const;
  const questions: WireQuestion[] = [];
  for (let index = 0; index < questionCount; index++) {
    questions.push({ name: reader.name(), type: reader.u16(), class: reader.u16() });
  }
  const [answers, authorities, additionals] = counts;
  const answer = readSection(reader, answers, false);
  const authority = readSection(reader, authorities, false);
  const { records, edns, rcode } = readSection(reader, additionals, true);
  return {
    header: { ...header, rcode: (rcode << 4) | header.rcode },
    questions,
    answer: answer.records,
    authority: authority.records,
    additional: records,
    edns,
  };
}

/**
 * A message from its bytes; undefined when they are none. Bytes after the last record are ignored.
 * @see RFC 1035, section 4; RFC 6891, section 6
 */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
