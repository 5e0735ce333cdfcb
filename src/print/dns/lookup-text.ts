import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";
import { columns } from "./columns.ts";
import type { LookupResult, Step } from "../../dns/lookup.ts";
import { printName } from "../../dns/name.ts";
import { codeOf, dataText, typeName, type DnsRecord } from "../../dns/record.ts";

function ordinal(number: number): string {
  const last = number % 100;
  const suffix = last > 10 && last < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${suffix}`;
}

function howFound({ search }: Step, place: number): string {
  return search === undefined ? "(as it is)" : `(from the search list, ${ordinal(place + 1)} try)`;
}

function cellsOf({ name, data }: DnsRecord): readonly string[] {
  return [printName(name), typeName(codeOf(data)), dataText(data)];
}

/** NXDOMAIN, or what stands for an answer without records. */
function failureWord({ reply }: Pick<LookupResult, "reply">): string {
  return reply.rcode === "NOERROR" ? "NODATA" : reply.rcode;
}

/** A sentence below the name; what goes on is further in. */
function sentence(text: string, width: number): string {
  return wrap(text, width - 4)
    .map((line, index) => `${index === 0 ? "  " : "    "}${line}\n`)
    .join("");
}

/** Why there is no record, on the lines below the name. */
function becauseText({ because }: Pick<LookupResult, "because">, width = Number.POSITIVE_INFINITY): string {
  if (because === undefined) return "";
  const resolves = because.resolves === undefined ? "" : sentence(`it resolves ${because.resolves}`, width);
  return `${sentence(`because ${because.text}`, width)}${resolves}`;
}

function failureText(result: LookupResult, { width, tableWidth = width }: Style): string {
  const { name, type } = result.question;
  const what = result.reply.rcode === "NOERROR" ? `${printName(name)} ${type}` : printName(name);
  return `${failureWord(result)}  ${what}\n${becauseText(result, tableWidth)}`;
}

/** A lookup for people: each record, or why there is none. */
export function lookupText(result: LookupResult, style: Style): string {
  const { reply, steps, decidedBy } = result;
  if (reply.rcode !== "NOERROR" || reply.answer.length === 0) return failureText(result, style);
  const step = steps[decidedBy];
  const note = step === undefined || step.search === undefined ? "" : howFound(step, decidedBy);
  return columns(reply.answer.map((record, at) => [...cellsOf(record), ...(at === 0 && note !== "" ? [note] : [])]));
}

function outcome({ reply }: Step): string {
  if (reply.rcode !== "NOERROR") return reply.rcode;
  const count = reply.answer.length;
  return count === 0 ? "NODATA" : `${count} ${count === 1 ? "record" : "records"}`;
}

/** The names that were tried, one a line, with what came of each. */
export function traceText({ steps, resolver, question }: LookupResult): string {
  const head = [
    `search      ${resolver.search.length === 0 ? "(nothing)" : resolver.search.join(" ")}`,
    `nameserver  ${resolver.nameservers.length === 0 ? "(the node's)" : resolver.nameservers.join(" ")}`,
    `options     ${resolver.options.length === 0 ? "(none)" : resolver.options.join(" ")}`,
  ];
  const rows = steps.map((step, at) => [
    `${at + 1}`,
    printName(step.name),
    question.type,
    outcome(step),
    step.search === undefined ? "as it is" : `with ${step.search}`,
  ]);
  return `${head.join("\n")}\n${columns(rows)}`;
}

/** Data of the answer alone, one a line, as `dig +short` prints it. */
export function shortText({ reply }: Pick<LookupResult, "reply">): string {
  return reply.answer.map(({ data }) => `${dataText(data)}\n`).join("");
}

/** All records under headers. */
export function tableText(result: LookupResult, style: Style): string {
  const { reply } = result;
  const records = [...reply.answer, ...reply.additional];
  if (reply.answer.length === 0) return failureText(result, style);
  const rows = records.map(({ name, ttl, data }) => [
    printName(name),
    String(ttl),
    typeName(codeOf(data)),
    dataText(data),
  ]);
  return columns([["NAME", "TTL", "TYPE", "DATA"], ...rows]);
}
