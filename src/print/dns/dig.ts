import { chanceBits } from "../../base/chance.ts";
import type { Instant } from "../../base/instant.ts";
import type { LookupResult } from "../../dns/lookup.ts";
import { isWithin } from "../../dns/name.ts";
import type { DnsRecord } from "../../dns/record.ts";
import { replyMessage } from "../../dns/reply-message.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { Edns, Message } from "../../dns/wire/message.ts";
import { DAYS, MONTHS, timeOfDay, twoDigits } from "../clock.ts";
import { digQuestion, digRecord } from "./dig-record.ts";

export interface DigRequest {
  /** What stood after `dig`, as typed. */
  readonly typed: string;
  /** When it was asked: the cluster's clock. */
  readonly now: Instant;
  /** Whether `@server` was given; then dig counts the servers. */
  readonly namesServer?: boolean;
  readonly shows?: DigParts;
}

/** What of the output is wanted. */
export interface DigParts {
  readonly command: boolean;
  readonly comments: boolean;
  readonly question: boolean;
  readonly answer: boolean;
  readonly authority: boolean;
  readonly additional: boolean;
  readonly statistics: boolean;
}

export const ALL_PARTS: DigParts = {
  command: true,
  comments: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  statistics: true,
};

const VERSION = "9.18.49";
const EDNS: Edns = { udpSize: 1232, version: 0, dnssecOk: false, options: [] };
/** Over UDP an answer holds no more; dig then asks again over TCP. */
const UDP_BYTES = 1232;

/** @see bind9, bin/dig/dig.c, `printmessage` (9.18) */
function headerLines({ header, questions, answer, authority, additional }: Message, rcode: string): readonly string[] {
  const { aa, tc, rd, ra, id } = header;
  const flags = [
    ["qr", true] as const,
    ["aa", aa] as const,
    ["tc", tc] as const,
    ["rd", rd] as const,
    ["ra", ra] as const,
  ];
  const set = flags.filter(([, on]) => on).map(([name]) => ` ${name}`);
  const counts = [
    `QUERY: ${questions.length}`,
    `ANSWER: ${answer.length}`,
    `AUTHORITY: ${authority.length}`,
    `ADDITIONAL: ${additional.length + 1}`,
  ];
  return [
    `;; ->>HEADER<<- opcode: QUERY, status: ${rcode}, id: ${id}`,
    `;; flags:${set.join("")}; ${counts.join(", ")}`,
    ...(rd && !ra ? [";; WARNING: recursion requested but not available"] : []),
    "",
  ];
}

function dateText(at: Instant): string {
  const date = new Date(at);
  const day = `${DAYS[date.getUTCDay()] ?? ""} ${MONTHS[date.getUTCMonth()] ?? ""} ${twoDigits(date.getUTCDate())}`;
  return `${day} ${timeOfDay(date)} UTC ${date.getUTCFullYear()}`;
}

const MDNS_WARNING = [
  ";; WARNING: .local is reserved for Multicast DNS",
  ";; You are currently testing what happens when an mDNS query is leaked to DNS",
];

function section(title: string, records: readonly DnsRecord[], comments: boolean): readonly string[] {
  if (records.length === 0) return [];
  const lines = records.map(digRecord);
  return comments ? [`;; ${title} SECTION:`, ...lines, ""] : lines;
}

function openingLines({ typed, namesServer }: DigRequest): readonly string[] {
  const servers = namesServer === true ? ["; (1 server found)"] : [];
  return ["", `; <<>> DiG ${VERSION} <<>> ${typed}`, ...servers, ";; global options: +cmd"];
}

function closingLines(server: string, size: number, now: Instant): readonly string[] {
  return [
    ";; Query time: 0 msec",
    `;; SERVER: ${server}#53(${server}) (${size > UDP_BYTES ? "TCP" : "UDP"})`,
    `;; WHEN: ${dateText(now)}`,
    `;; MSG SIZE  rcvd: ${size}`,
    "",
  ];
}

/** The question that decided a lookup and its answer, as `dig` of BIND 9.18 prints them; the time is the cluster's. */
export function digText({ question, reply, resolver }: LookupResult, request: DigRequest): string {
  const { now, shows = ALL_PARTS } = request;
  const id = chanceBits(1, "dig", String(now), request.typed) & 0xffff;
  const message = replyMessage(question, reply, { id, rd: true, cd: false, edns: EDNS });
  const { length: size } = encodeMessage(message);
  const server = resolver.nameservers[0] ?? "127.0.0.1";
  const comments = [
    ";; Got answer:",
    ...(isWithin(question.name, ["local"]) ? MDNS_WARNING : []),
    ...headerLines(message, reply.rcode),
    ";; OPT PSEUDOSECTION:",
    `; EDNS: version: 0, flags:; udp: ${EDNS.udpSize}`,
  ];
  const asked = digQuestion(question.name, question.type);
  const questions = shows.comments ? [";; QUESTION SECTION:", asked, ""] : [asked];
  const lines = [
    ...(size > UDP_BYTES && shows.comments ? [";; Truncated, retrying in TCP mode."] : []),
    ...(shows.command ? openingLines(request) : []),
    ...(shows.comments ? comments : []),
    ...(shows.question ? questions : []),
    ...(shows.answer ? section("ANSWER", message.answer, shows.comments) : []),
    ...(shows.authority ? section("AUTHORITY", message.authority, shows.comments) : []),
    ...(shows.additional ? section("ADDITIONAL", message.additional, shows.comments) : []),
    ...(shows.statistics ? closingLines(server, size, now) : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
