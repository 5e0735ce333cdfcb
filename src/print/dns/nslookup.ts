import type { LookupResult, Step } from "../../dns/lookup.ts";
import { printName, type Name } from "../../dns/name.ts";
import type { Reply } from "../../dns/question.ts";
import { dataText, type DnsRecord } from "../../dns/record.ts";

function bare(name: Name): string {
  return printName(name).replace(/\.$/, "");
}

/** @see bind9, bin/dig/nslookup.c, `printsoa` (9.18) */
function soaLines({ name, data }: DnsRecord): readonly string[] {
  if (data.type !== "SOA") return [];
  const fields = [
    `origin = ${bare(data.primary)}`,
    `mail addr = ${bare(data.mailbox)}`,
    `serial = ${data.serial}`,
    `refresh = ${data.refresh}`,
    `retry = ${data.retry}`,
    `expire = ${data.expire}`,
    `minimum = ${data.minimum}`,
  ];
  return [bare(name), ...fields.map((field) => `\t${field}`)];
}

const WORDS: Readonly<Record<string, string>> = {
  CNAME: "canonical name",
  SRV: "service",
  TXT: "text",
  NS: "nameserver",
  MX: "mail exchanger",
  PTR: "name",
};

function recordLines(record: DnsRecord): readonly string[] {
  const { name, data } = record;
  if (data.type === "A" || data.type === "AAAA") return [`Name:\t${bare(name)}`, `Address: ${data.address}`];
  if (data.type === "SOA") return soaLines(record);
  const word = WORDS[data.type];
  return [
    word === undefined ? `${bare(name)}\trdata = ${dataText(data)}` : `${bare(name)}\t${word} = ${dataText(data)}`,
  ];
}

/** The last name that a search tried. Beyond the zones there is nobody to ask, so there it does not exist. */
function lastFailure(steps: readonly Step[]): readonly [name: string, rcode: string] {
  const last = steps.at(-1);
  if (last === undefined) return ["", "REFUSED"];
  const rcode = steps.length > 1 && last.reply.rcode === "REFUSED" ? "NXDOMAIN" : last.reply.rcode;
  return [bare(last.name), rcode];
}

/** Nobody answers for what lies beyond the zones, so an alias that leads there ends there. */
function aliasLines({ answer }: Reply): readonly string[] {
  const last = answer.at(-1)?.data;
  return last?.type === "CNAME" ? [`** server can't find ${bare(last.target)}: REFUSED`] : [];
}

function outcomeLines(
  { question, reply, steps }: LookupResult,
  typed: string,
  ipv6: Reply | undefined,
): readonly string[] {
  const records = [...reply.answer, ...(ipv6?.answer ?? []).filter(({ data }) => data.type === "AAAA")];
  if (records.length > 0) {
    return [...records.flatMap(recordLines), ...(question.type === "CNAME" ? [] : aliasLines(reply))];
  }
  if (reply.rcode === "NOERROR")
    return [`*** Can't find ${ipv6 === undefined ? typed : bare(question.name)}: No answer`];
  const [name, rcode] = lastFailure(steps);
  return [`** server can't find ${name}: ${rcode}`];
}

export interface NslookupRequest {
  readonly typed: string;
  /** What the name has for AAAA: nslookup asks for both when no type was given. */
  readonly ipv6?: Reply;
}

/** A lookup as `nslookup` of BIND 9.18 prints it. */
export function nslookupText(result: LookupResult, { typed, ipv6 }: NslookupRequest): string {
  const server = result.resolver.nameservers[0] ?? "127.0.0.1";
  const isReverse = result.question.type === "PTR" && result.question.name.at(-1) === "arpa";
  const head = isReverse ? [] : [`Server:\t\t${server}`, `Address:\t${server}#53`, ""];
  return [...head, ...outcomeLines(result, typed, ipv6), ""].map((line) => `${line}\n`).join("");
}
