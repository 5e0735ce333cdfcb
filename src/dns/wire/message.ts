import type { Name } from "../name.ts";
import type { DnsRecord } from "../record.ts";

export const CLASS_IN = 1;
export const OPCODE_QUERY = 0;
export const HEADER_BYTES = 12;
/** The most that a message over TCP can have. */
export const MAX_MESSAGE_BYTES = 65_535;

/** @see RFC 6895, section 2.3. BADVERS needs the OPT record's upper bits. */
export const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 } as const;

/** The header's first four bytes. @see RFC 1035, section 4.1.1; RFC 2535, section 6.1, for AD and CD */
export interface Header {
  readonly id: number;
  /** QR. */
  readonly isResponse: boolean;
  readonly opcode: number;
  readonly aa: boolean;
  readonly tc: boolean;
  readonly rd: boolean;
  readonly ra: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
  /** With EDNS all twelve bits. */
  readonly rcode: number;
}

export interface WireQuestion {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

/** The OPT pseudo-record. @see RFC 6891, section 6.1 */
export interface Edns {
  readonly udpSize: number;
  readonly version: number;
  /** DO. */
  readonly dnssecOk: boolean;
  readonly options: readonly { readonly code: number; readonly bytes: Uint8Array }[];
}

/** A message taken apart. Records of classes other than IN are left out of the sections when it is read. */
export interface Message {
  readonly header: Header;
  readonly questions: readonly WireQuestion[];
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  readonly edns: Edns | undefined;
}
