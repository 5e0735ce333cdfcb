import { printName, type Name } from "./name.ts";

/** What a record says. Addresses are canonical text; texts are strings of bytes. */
export type RecordData =
  | { readonly type: "A" | "AAAA"; readonly address: string }
  | { readonly type: "CNAME" | "PTR" | "NS"; readonly target: Name }
  | {
      readonly type: "SRV";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: Name;
    }
  | { readonly type: "TXT"; readonly texts: readonly string[] }
  | { readonly type: "MX"; readonly preference: number; readonly target: Name }
  | {
      readonly type: "SOA";
      readonly primary: Name;
      readonly mailbox: Name;
      readonly serial: number;
      /** Seconds, as are the next three. */
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minimum: number;
    }
  /** Any other type, by its number; the bytes as they are. */
  | { readonly type: "other"; readonly code: number; readonly bytes: Uint8Array };

export interface DnsRecord {
  readonly name: Name;
  /** Seconds. */
  readonly ttl: number;
  readonly data: RecordData;
}

/** @see RFC 1035, section 3.2.2, and IANA's registry of DNS parameters */
const TYPE_CODES: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  SIG: 24,
  KEY: 25,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  NAPTR: 35,
  CERT: 37,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  SSHFP: 44,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  CDS: 59,
  CDNSKEY: 60,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  ANY: 255,
  URI: 256,
  CAA: 257,
};

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(Object.entries(TYPE_CODES).map(([name, code]) => [code, name]));

/** The number of a type as it is typed, `SRV`, `srv` or `TYPE65280`; undefined when there is no such type. */
export function typeCode(text: string): number | undefined {
  const name = text.toUpperCase();
  if (Object.hasOwn(TYPE_CODES, name)) return TYPE_CODES[name];
  const number = /^TYPE([0-9]{1,5})$/.exec(name)?.[1];
  return number !== undefined && Number(number) <= 0xffff ? Number(number) : undefined;
}

/** @see RFC 3597, section 5 */
export function typeName(code: number): string {
  return TYPE_NAMES.get(code) ?? `TYPE${code}`;
}

export function codeOf(data: RecordData): number {
  return data.type === "other" ? data.code : (TYPE_CODES[data.type] ?? 0);
}

function quoted(text: string): string {
  const shown = text.replace(/["\\]/g, (character) => `\\${character}`);
  return `"${shown.replace(/[^\x20-\x7e]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, "0")}`)}"`;
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
}

/** What a record says, as `dig` prints it. */
export function dataText(data: RecordData): string {
  switch (data.type) {
    case "A":
    case "AAAA":
      return data.address;
    case "CNAME":
    case "PTR":
    case "NS":
      return printName(data.target);
    case "SRV":
      return `${data.priority} ${data.weight} ${data.port} ${printName(data.target)}`;
    case "TXT":
      return data.texts.map(quoted).join(" ");
    case "MX":
      return `${data.preference} ${printName(data.target)}`;
    case "SOA": {
      const { primary, mailbox, serial, refresh, retry, expire, minimum } = data;
      return [printName(primary), printName(mailbox), serial, refresh, retry, expire, minimum].join(" ");
    }
    case "other":
      return `\\# ${data.bytes.length}${data.bytes.length === 0 ? "" : ` ${hexadecimal(data.bytes)}`}`;
  }
}

/** A record on one line, its fields one space apart: `OWNER TTL IN TYPE DATA`. */
export function recordText({ name, ttl, data }: DnsRecord): string {
  return `${printName(name)} ${ttl} IN ${typeName(codeOf(data))} ${dataText(data)}`;
}
