import type { DnsRecord } from "./record.ts";
import type { Name } from "./name.ts";

export interface Question {
  readonly name: Name;
  /** A type's name, `A` or `TYPE65280`. */
  readonly type: string;
}

export type Rcode = "NOERROR" | "FORMERR" | "SERVFAIL" | "NXDOMAIN" | "NOTIMP" | "REFUSED" | "BADVERS";

/** What a name server answers. An empty answer with NOERROR says that the name exists without such records. */
export interface Reply {
  readonly rcode: Rcode;
  /** Whether the answer is the zone's own: the AA flag. */
  readonly isAuthoritative: boolean;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}
